import type { VisitorAnswer } from "@/lib/publication/protocol";

/**
 * Characters for private use that fence a statement without support, since offsets are lost in formatted text. Any that
 * were in the text itself are taken out first.
 */
const OPEN = "\uE000";
const CLOSE = "\uE001";
const PIECES = /([\uE000\uE001])|\[(\d{1,3})\]/g;
/** What makes a line a heading, an item or a quote: a fence before it would keep it from being one. */
const BLOCK_MARK = /^(?:\s*(?:[-*+]|\d{1,9}[.)]|#{1,6}|>)\s+)+/;

export type Piece =
  | { readonly kind: "text"; readonly text: string; readonly unsupported: boolean }
  | { readonly kind: "citation"; readonly number: number };

/** The text with its statements without support fenced, for {@link Cutter} to find. */
export function fenced(text: string, unsupported: VisitorAnswer["unsupported"]): string {
  const lastFirst = [...unsupported].sort((a, b) => b.start - a.start);
  return lastFirst.reduce((rest, { start, end }) => {
    const lineStart = rest.lastIndexOf("\n", start - 1) + 1;
    const mark =
      lineStart === start ? (BLOCK_MARK.exec(rest.slice(start, end))?.[0].length ?? 0) : 0;
    const from = start + mark;
    return rest.slice(0, from) + OPEN + rest.slice(from, end) + CLOSE + rest.slice(end);
  }, unfenced(text));
}

/** Text without fences, such as code. Same length, so that offsets hold. */
export function unfenced(text: string): string {
  return text.replace(/[\uE000\uE001]/g, " ");
}

/** Cuts text after text of one answer at citations and fences; a fence opened in one may be closed in a later one. */
export class Cutter {
  private inside = false;

  /** `numbers` are those of known citations; null takes every number for one, while the answer is being written. */
  constructor(private readonly numbers: ReadonlySet<number> | null) {}

  cut(text: string): Piece[] {
    const pieces: Piece[] = [];
    let plain = "";
    const flush = () => {
      if (plain !== "") pieces.push({ kind: "text", text: plain, unsupported: this.inside });
      plain = "";
    };
    let from = 0;
    for (const match of text.matchAll(PIECES)) {
      plain += text.slice(from, match.index);
      from = match.index + match[0].length;
      const number = Number(match[2]);
      if (match[1] !== undefined) {
        flush();
        this.inside = match[1] === OPEN;
      } else if (this.numbers === null || this.numbers.has(number)) {
        flush();
        pieces.push({ kind: "citation", number });
      } else plain += match[0];
    }
    plain += text.slice(from);
    flush();
    return pieces;
  }

  /** Code is shown as it is, without its fences. */
  skip(text: string): string {
    const fences = text.match(/[\uE000\uE001]/g);
    if (fences) this.inside = fences.at(-1) === OPEN;
    return text.replace(/[\uE000\uE001]/g, "");
  }
}
