import type { Range } from "../chunking/pieces";

/** What is left of a stretch of `text` without the covered ones, white space at the edges dropped. */
export function remainsOf(text: string, stretch: Range, covered: readonly Range[]): Range[] {
  const gaps: Range[] = [];
  let at = stretch.start;
  for (const { start, end } of [...covered].sort((a, b) => a.start - b.start)) {
    if (end <= at || start >= stretch.end) continue;
    gaps.push({ start: at, end: start });
    at = Math.max(at, end);
  }
  gaps.push({ start: at, end: stretch.end });
  return gaps.flatMap(({ start, end }) => {
    const left = text.slice(start, Math.max(start, end));
    const from = start + left.length - left.trimStart().length;
    const to = start + left.trimEnd().length;
    return /[\p{L}\p{N}]/u.test(left) ? [{ start: from, end: to }] : [];
  });
}

export function overlaps(a: Range, b: Range): boolean {
  return a.start < b.end && b.start < a.end;
}

export function contains(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
