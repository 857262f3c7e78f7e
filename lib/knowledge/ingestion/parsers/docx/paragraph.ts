import { mathText } from "../_office/math";
import type { Relationship } from "../_office/ooxml-package";
import { attribute, child, elements, textOf, type XmlElement } from "../_office/xml";

/** What a paragraph says, and what hangs on it. */
export interface ParagraphContent {
  text: string;
  /** Bodies of text boxes. */
  boxes: XmlElement[];
  /** Addresses the paragraph links to and doesn't show. */
  links: string[];
  /** "footnote 2", "endnote 1", "comment 3". */
  notes: { kind: string; id: string }[];
  /** Relationship ids of charts and diagrams. */
  graphics: string[];
}

/** Fields that show where a page is, which is nothing once there are no pages. */
const PAGE_FIELD = /^\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF)\b/i;
const DROPPED = new Set([
  "del",
  "moveFrom",
  "pPr",
  "rPr",
  "rt",
  "instrText",
  "delText",
  "proofErr",
]);
const NOTES = new Set(["footnoteReference", "endnoteReference", "commentReference"]);

/**
 * Reads one paragraph as Word would show it with all changes accepted: inserted text is there, deleted and hidden text
 * is not, fields show their result.
 */
export function readParagraph(
  paragraph: XmlElement,
  linkOf: (id: string | undefined) => Relationship | undefined,
): ParagraphContent {
  const content: ParagraphContent = { text: "", boxes: [], links: [], notes: [], graphics: [] };
  const reader = new ParagraphReader(content, linkOf);
  reader.children(paragraph);
  return content;
}

class ParagraphReader {
  /** Open fields: what they are, and whether their result has begun. */
  private readonly fields: { code: string; result: boolean }[] = [];

  constructor(
    private readonly content: ParagraphContent,
    private readonly linkOf: (id: string | undefined) => Relationship | undefined,
  ) {}

  children(parent: XmlElement): void {
    for (const element of elements(parent)) this.element(element);
  }

  private element(element: XmlElement): void {
    const { name } = element;
    if (name === "instrText") this.code(textOf(element));
    if (DROPPED.has(name)) return;
    if (name === "t") this.add(textOf(element));
    else if (name === "tab" || name === "ptab") this.add("\t");
    else if (name === "br" || name === "cr") this.add(attribute(element, "w:type") ? " " : "\n");
    else if (name === "noBreakHyphen") this.add("-");
    else if (name === "sym") this.add(symbol(attribute(element, "w:char") ?? ""));
    else if (name === "r") this.run(element);
    else if (name === "fldChar") this.field(attribute(element, "w:fldCharType") ?? "");
    else if (name === "fldSimple") this.simpleField(element);
    else if (name === "hyperlink") this.hyperlink(element);
    else if (name === "AlternateContent") this.children(chosen(element));
    else if (name === "txbxContent") this.content.boxes.push(element);
    else if (name === "oMath") this.add(mathText(element));
    else if (name === "chart" || name === "relIds") this.graphic(element);
    else if (NOTES.has(name)) this.note(element);
    else if (name === "sdt" && isPlaceholder(element)) return;
    else this.children(element);
  }

  private run(run: XmlElement): void {
    const hidden = child(child(run, "rPr") ?? run, "vanish");
    if (hidden && !/^(?:0|false|off)$/.test(attribute(hidden, "w:val") ?? "")) return;
    this.children(run);
  }

  private add(text: string): void {
    const open = this.fields.at(-1);
    const shown = this.fields.every((field) => field.result);
    if (shown && !(open && PAGE_FIELD.test(open.code))) this.content.text += text;
  }

  private code(text: string): void {
    const open = this.fields.at(-1);
    if (open && !open.result) open.code += text;
  }

  private field(type: string): void {
    const open = this.fields.at(-1);
    if (type === "begin") this.fields.push({ code: "", result: false });
    else if (type === "separate" && open) open.result = true;
    else if (type === "end") {
      this.fields.pop();
      const address = /^\s*HYPERLINK\s+"([^"]+)"/i.exec(open?.code ?? "")?.[1];
      if (address !== undefined) this.link(address);
    }
  }

  private simpleField(element: XmlElement): void {
    this.fields.push({ code: attribute(element, "w:instr") ?? "", result: true });
    this.children(element);
    this.fields.pop();
  }

  private hyperlink(element: XmlElement): void {
    this.children(element);
    const target = this.linkOf(attribute(element, "r:id"));
    if (target?.external) this.link(target.target);
  }

  private link(address: string): void {
    const { links } = this.content;
    if (/^(?:https?:|mailto:)/i.test(address) && !links.includes(address)) links.push(address);
  }

  private graphic(element: XmlElement): void {
    const id = attribute(element, element.name === "chart" ? "r:id" : "r:dm");
    if (id !== undefined) this.content.graphics.push(id);
  }

  private note(element: XmlElement): void {
    const kind = element.name.replace("Reference", "");
    this.content.notes.push({ kind, id: attribute(element, "w:id") ?? "" });
  }
}

/** Newer programs' way of saying something, with the older way as a copy: only one of them is read. */
export function chosen(alternate: XmlElement): XmlElement {
  const choices = elements(alternate).filter(
    (one) => one.name === "Choice" || one.name === "Fallback",
  );
  return (
    choices.find((one) => textOf(one).trim() !== "") ?? choices[0] ?? { ...alternate, children: [] }
  );
}

/** A form field nobody has filled in. */
function isPlaceholder(field: XmlElement): boolean {
  return child(child(field, "sdtPr"), "showingPlcHdr") !== undefined;
}

/** Symbols of fonts like Wingdings have no meaning as characters, but for these. */
function symbol(code: string): string {
  const known: Readonly<Record<string, string>> = { F0E0: "→", F0FC: "✓", F0D8: "➢", F0B0: "°" };
  const point = parseInt(code, 16);
  return (
    known[code.toUpperCase()] ??
    (point >= 0xe000 || Number.isNaN(point) ? "" : String.fromCodePoint(point))
  );
}
