import type { Element, ElementContent, Root, RootContent } from "hast";

const CITATION = /\[(\d{1,3})\]/;

/**
 * Characters for private use that fence a statement without support inside formatted text, where offsets are lost.
 * Any that were in the text itself are taken out first.
 */
const OPEN = "\uE000";
const CLOSE = "\uE001";
const FENCES = /[\uE000\uE001]/g;

/** A stretch of text; offsets in UTF-16 code units, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A piece of an answer: a mark of a citation, or text that a source backs or doesn't. */
export type AnswerPart =
  | { readonly kind: "citation"; readonly number: number }
  | { readonly kind: "text"; readonly text: string; readonly unsupported: boolean };

/** An answer without formatting, cut at the marks of known citations and around what has no support. */
export function answerParts(
  text: string,
  { numbers, unsupported }: { numbers: ReadonlySet<number>; unsupported: readonly Span[] },
): AnswerPart[] {
  const cutter = new Cutter(numbers);
  return cutter.cut(fenced(text, unsupported));
}

/** The text with its statements without support fenced, for `rehypeAnswerMarks` to find. */
export function fenced(text: string, unsupported: readonly Span[]): string {
  const plain = text.replace(FENCES, " ");
  const lastFirst = [...unsupported].sort((a, b) => b.start - a.start);
  return lastFirst.reduce(
    (rest, { start, end }) =>
      rest.slice(0, start) + OPEN + rest.slice(start, end) + CLOSE + rest.slice(end),
    plain,
  );
}

/**
 * A rehype plugin that turns each `[n]` whose number is known into `<sup data-citation="n">` and puts what is fenced
 * into `<mark>`; other brackets, and code, stay as they are. Comes after sanitizing, which would take them away.
 */
export function rehypeAnswerMarks({ numbers }: { numbers: ReadonlySet<number> }) {
  return (tree: Root) => {
    const cutter = new Cutter(numbers);
    tree.children = tree.children.flatMap((child): RootContent[] =>
      child.type === "doctype" ? [child] : marked(child, cutter),
    );
  };
}

function marked(node: ElementContent, cutter: Cutter): ElementContent[] {
  if (node.type === "text") return cutter.cut(node.value).map(nodeOf);
  if (node.type !== "element") return [node];
  if (node.tagName === "code" || node.tagName === "pre") return [cutter.skip(node)];
  return [{ ...node, children: node.children.flatMap((child) => marked(child, cutter)) }];
}

function nodeOf(part: AnswerPart): ElementContent {
  if (part.kind === "citation") return element("sup", { "data-citation": String(part.number) });
  const text = { type: "text", value: part.text } as const;
  return part.unsupported ? element("mark", {}, [text]) : text;
}

function element(
  tagName: string,
  properties: Element["properties"],
  children: ElementContent[] = [],
): Element {
  return { type: "element", tagName, properties, children };
}

/** Cuts text after text; a fence opened in one may be closed in a later one. */
class Cutter {
  private inside = false;

  constructor(private readonly numbers: ReadonlySet<number>) {}

  cut(text: string): AnswerPart[] {
    return text.split(/([\uE000\uE001])/).flatMap((piece): AnswerPart[] => {
      if (piece === OPEN || piece === CLOSE) {
        this.inside = piece === OPEN;
        return [];
      }
      return this.cutAtCitations(piece);
    });
  }

  /** Code is shown as it is, but for the fences. */
  skip(node: Element): Element {
    const children = node.children.map((child) => {
      if (child.type === "element") return this.skip(child);
      if (child.type !== "text") return child;
      const fences = child.value.match(FENCES);
      if (fences) this.inside = fences.at(-1) === OPEN;
      return { ...child, value: child.value.replace(FENCES, "") };
    });
    return { ...node, children };
  }

  private cutAtCitations(text: string): AnswerPart[] {
    const parts: AnswerPart[] = [];
    let plain = "";
    const end = () => {
      if (plain !== "") parts.push({ kind: "text", text: plain, unsupported: this.inside });
      plain = "";
    };
    let rest = text;
    for (let match = CITATION.exec(rest); match; match = CITATION.exec(rest)) {
      const number = Number(match[1]);
      plain += rest.slice(0, match.index);
      if (this.numbers.has(number)) {
        end();
        parts.push({ kind: "citation", number });
      } else plain += match[0];
      rest = rest.slice(match.index + match[0].length);
    }
    plain += rest;
    end();
    return parts;
  }
}
