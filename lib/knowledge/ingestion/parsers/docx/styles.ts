import { attribute, child, elements, type XmlElement } from "../_office/xml";

/** What a paragraph is, by itself or by its style. */
export interface ParagraphKind {
  /** Depth of a heading, from 1; null for body text. */
  heading: number | null;
  list: { id: string; level: number | null } | null;
}

interface Style extends ParagraphKind {
  id: string;
  basedOn: string | undefined;
}

const MAX_CHAIN = 20;

/** The paragraph styles of a document, each with what it takes from the styles it is based on. */
export class Styles {
  private readonly styles = new Map<string, Style>();

  constructor(root: XmlElement | null) {
    for (const style of root ? elements(root, "style") : []) {
      const id = attribute(style, "w:styleId") ?? "";
      this.styles.set(id, {
        id,
        basedOn: value(style, "basedOn"),
        heading: headingOfName(value(style, "name") ?? "") ?? outlineOf(child(style, "pPr")),
        list: listOf(child(style, "pPr")),
      });
    }
  }

  /** Gives also the style that numbers the paragraph, when it is not the paragraph itself that does. */
  kindOf(paragraph: XmlElement): ParagraphKind & { listStyle: string | null } {
    const own = child(paragraph, "pPr");
    const chain = this.chain(own && value(own, "pStyle"));
    const heading =
      outlineOf(own) ?? chain.find((style) => style.heading !== null)?.heading ?? null;
    const numbered = chain.find((style) => style.list !== null);
    const list = listOf(own);
    const merged = list ?? numbered?.list ?? null;
    return {
      heading: heading !== null && heading > 9 ? null : heading,
      list: merged?.id === "0" ? null : merged,
      listStyle: list ? null : (numbered?.id ?? null),
    };
  }

  private chain(id: string | undefined): Style[] {
    const found: Style[] = [];
    for (let at = id; at !== undefined && found.length < MAX_CHAIN;) {
      const style: Style | undefined = this.styles.get(at);
      if (!style) break;
      found.push(style);
      at = style.basedOn;
    }
    return found;
  }
}

/** Built-in styles keep their English names in every language. */
function headingOfName(name: string): number | null {
  const level = /^heading (\d)$/i.exec(name)?.[1];
  if (level !== undefined) return Number(level);
  if (/^title$/i.test(name)) return 1;
  return /^subtitle$/i.test(name) ? 2 : null;
}

/** The outline level of a paragraph counts from 0; 9 is body text, kept as 10 so that it overrides a style. */
function outlineOf(properties: XmlElement | undefined): number | null {
  const level = properties && value(properties, "outlineLvl");
  return level === undefined ? null : Number(level) + 1;
}

function listOf(properties: XmlElement | undefined): ParagraphKind["list"] {
  const numbering = child(properties, "numPr");
  const id = numbering && value(numbering, "numId");
  if (id === undefined) return null;
  const level = numbering && value(numbering, "ilvl");
  return { id, level: level === undefined ? null : Number(level) };
}

function value(parent: XmlElement, name: string): string | undefined {
  const element = child(parent, name);
  return element && attribute(element, "w:val");
}
