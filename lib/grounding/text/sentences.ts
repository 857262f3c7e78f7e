/** A piece of text that can be quoted on its own: a sentence, a list item or a table row, trimmed of white space. */
export interface Sentence {
  start: number;
  end: number;
}

const ABBREVIATIONS = new Set(
  `mr mrs ms dr prof sr jr st mt ft gen col lt sgt capt rev hon gov sen rep pres dept inc ltd co corp bros vs etc eg ie
  approx ca cf fig figs no nos vol pp ed eds est jan feb mar apr jun jul aug sep sept oct nov dec al v art sec`.split(
    /\s+/,
  ),
);
const CLOSERS = /["'”’»)\]}\u300d\u300f]/;
const BULLET = /^[ \t]*(?:[-*•·▪◦‣–—+]|\(?(?:\d{1,3}|[a-zA-Z])[.)])[ \t]+/;
const ROW = /^[ \t]*\||\t/;

/** True when the full stop at `at` ends a sentence rather than an abbreviation, an initial or a decimal. */
function endsAt(text: string, at: number): boolean {
  const next = text[at + 1];
  if (next !== undefined && !/\s/.test(next) && !CLOSERS.test(next)) return false;
  const word = /([\p{L}\p{N}.]+)$/u.exec(text.slice(Math.max(0, at - 24), at))?.[1] ?? "";
  const rest = /^\s*(\S)/.exec(text.slice(at + 1, at + 12))?.[1];
  if (rest !== undefined && /\p{Ll}/u.test(rest)) return false;
  if (/^\p{L}$/u.test(word)) return false;
  if (/^(?:\p{L}\.)+\p{L}$/u.test(word)) return rest === undefined || !/[\p{Lu}\p{N}]/u.test(rest);
  if (/^\d{1,2}$/.test(word) && /(?:^|\n)[ \t]*\d{1,2}$/.test(text.slice(Math.max(0, at - 6), at)))
    return false;
  return !ABBREVIATIONS.has(word.toLowerCase());
}

/** True when lines of this text are cut by width, so that a line break means nothing. */
const isWrapped = (text: string) => /[^\s.!?:;|]{2}[ \t]*\r?\n[ \t]*\p{Ll}/u.test(text);

/** Whether the line break at `at` separates two quotable pieces. */
function breaksAt(text: string, at: number, wrapped: boolean): boolean {
  const before = text.slice(text.lastIndexOf("\n", at - 1) + 1, at).trimEnd();
  const after = text.slice(at + 1, at + 400);
  if (before === "" || /^[ \t\r]*(?:\n|$)/.test(after)) return true;
  const nextLine = after.split("\n", 1)[0] ?? "";
  if (BULLET.test(nextLine) || ROW.test(nextLine) || ROW.test(before)) return true;
  if (/^\s*\p{Ll}/u.test(nextLine)) return /[.!?。！？]$/.test(before);
  return !wrapped || before.length < 40;
}

function trimmed(text: string, from: number, to: number): Sentence[] {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text.charAt(start))) start += 1;
  while (end > start && /\s/.test(text.charAt(end - 1))) end -= 1;
  return end > start ? [{ start, end }] : [];
}

/** Splits text into quotable pieces in reading order. Pieces never overlap and together hold every visible character. */
export function splitSentences(text: string): Sentence[] {
  const out: Sentence[] = [];
  const wrapped = isWrapped(text);
  let from = 0;
  for (const match of text.matchAll(/[.!?…。！？；\n]/g)) {
    const at = match.index;
    if (at < from) continue;
    const mark = match[0];
    if (mark === "\n" ? !breaksAt(text, at, wrapped) : mark === "." && !endsAt(text, at)) continue;
    if ((mark === "!" || mark === "?") && !/[\s"'”’»)\]]|^$/.test(text.charAt(at + 1))) continue;
    let to = at + 1;
    while (
      mark !== "\n" &&
      to < text.length &&
      (CLOSERS.test(text.charAt(to)) || /[.!?。！？]/.test(text.charAt(to)))
    )
      to += 1;
    out.push(...trimmed(text, from, to));
    from = to;
  }
  out.push(...trimmed(text, from, text.length));
  return out;
}
