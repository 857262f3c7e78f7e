import type { Range } from "../chunking/pieces";

/** A stretch of stored text in a way that finds it again in another version of the document. */
export interface Anchor {
  /** The stretch itself, character by character. */
  text: string;
  /** What stands right before and after it. */
  before: string;
  after: string;
  /** Where it began. */
  start: number;
}

/** Enough to tell rows of a form or repeated clauses apart. */
const CONTEXT = 200;

export function anchorOf(text: string, { start, end }: Range): Anchor {
  return {
    text: text.slice(start, end),
    before: text.slice(Math.max(0, start - CONTEXT), start),
    after: text.slice(end, end + CONTEXT),
    start,
  };
}

/**
 * Where an anchor stands in a text: only where it reads exactly the same. Of several such places the one with most of
 * the same text around it, then the one nearest to where it was. Null when there is none.
 */
export function findAnchor(text: string, anchor: Anchor): Range | null {
  let best: { start: number; around: number; distance: number } | null = null;
  for (
    let start = anchor.text === "" ? -1 : text.indexOf(anchor.text);
    start !== -1;
    start = text.indexOf(anchor.text, start + 1)
  ) {
    const end = start + anchor.text.length;
    const around =
      sharedEnd(text.slice(Math.max(0, start - CONTEXT), start), anchor.before) +
      sharedStart(text.slice(end, end + CONTEXT), anchor.after);
    const distance = Math.abs(start - anchor.start);
    const better =
      best === null || around > best.around || (around === best.around && distance < best.distance);
    if (better) best = { start, around, distance };
  }
  return best === null ? null : { start: best.start, end: best.start + anchor.text.length };
}

function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

function sharedEnd(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) {
    length += 1;
  }
  return length;
}
