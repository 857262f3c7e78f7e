/** A piece of text that can be quoted on its own: a sentence, a list item or a table row, trimmed of white space. */
export interface Sentence {
  start: number;
  end: number;
}

const ABBREVIATIONS = new Set(
  `mr mrs ms dr prof sr jr st mt ft gen col lt sgt capt rev hon gov sen rep pres dept inc ltd co corp bros vs etc eg ie
  incl excl approx ca cf fig figs vol pp ed eds est jan feb mar apr jun jul aug sep sept oct nov dec al v art sec`.split(
    /\s+/,
  ),
);
/** Everyday words that are abbreviations only before a number. */
const BEFORE_NUMBERS = new Set(["no", "nos", "max", "min", "tel", "ext"]);
/** Behind the day of a date, which German writes with a full stop. */
const MONTH =
  /^\s+(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)(?!\p{L})/u;
const CLOSERS = /["'”’»)\]}\u300d\u300f]/;
const BULLET = /^[ \t]*(?:[-*•·▪◦‣–—+]|\(?(?:\d{1,3}|[a-zA-Z])[.)])[ \t]+/;
const CELLS = /^[ \t]*\||\t| \| /;
/** Longer lines with a bar or tab in them are prose, such as the text of a page with its menu. */
const MAX_CELLS = 1_000;
const LABEL = /^\p{L}[^:;.!?]{0,60}(?:\([^()]{1,40}\)[^:;.!?]{0,20})?: /u;
/** Parentheses that close further on do not hold a sentence together. */
const MAX_ASIDE = 300;

/** True for a row in which every cell stands with the name of its column: "Column: value; Column: value". */
export function isLabelledRow(line: string): boolean {
  if (!line.includes(": ") || !line.includes("; ")) return false;
  const cells = line.trim().split("; ");
  const labelled = cells.filter((cell) => LABEL.test(cell));
  return LABEL.test(cells[0] ?? "") && labelled.length > 1 && labelled.length * 2 >= cells.length;
}

const isRow = (line: string) =>
  (line.length <= MAX_CELLS && CELLS.test(line)) || isLabelledRow(line);

/** The lines that are table rows, by where they start and end. */
function rowsOf(text: string): Sentence[] {
  const rows: Sentence[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    const end = start + line.length;
    if (isRow(line)) rows.push({ start, end });
    start = end + 1;
  }
  return rows;
}

/** The character after `at`, past closing marks and white space, of the text's next word. */
function nextWordStart(text: string, at: number): string | undefined {
  return /^["'”’»)\]}\u300d\u300f]*\s*(\S)/.exec(text.slice(at + 1, at + 16))?.[1];
}

/** True inside parentheses that opened after `from` and close, in the same paragraph, after more words. */
function isAside(text: string, from: number, at: number): boolean {
  const before = text.slice(Math.max(from, at - MAX_ASIDE), at);
  if (before.lastIndexOf("(") <= before.lastIndexOf(")")) return false;
  return /^\s*[^()\s](?:[^()\n]|\n(?!\s*\n))*\)/.test(text.slice(at + 1, at + 1 + MAX_ASIDE));
}

/** True when the full stop at `at` ends a sentence rather than an abbreviation, an initial or a decimal. */
function endsAt(text: string, at: number): boolean {
  const next = text[at + 1];
  if (next !== undefined && !/\s/.test(next) && !CLOSERS.test(next)) return false;
  const word = /([\p{L}\p{N}.]+)$/u.exec(text.slice(Math.max(0, at - 24), at))?.[1] ?? "";
  const rest = nextWordStart(text, at);
  if (rest !== undefined && /\p{Ll}/u.test(rest)) return false;
  if (/^\p{L}$/u.test(word)) return false;
  if (/^(?:\p{L}\.)+\p{L}$/u.test(word)) return rest === undefined || !/[\p{Lu}\p{N}]/u.test(rest);
  if (/^\d{1,2}$/.test(word) && /(?:^|\n)[ \t]*\d{1,2}$/.test(text.slice(Math.max(0, at - 6), at)))
    return false;
  if (/^\d{1,2}$/.test(word) && MONTH.test(text.slice(at + 1, at + 16))) return false;
  const lower = word.toLowerCase();
  if (BEFORE_NUMBERS.has(lower)) return rest === undefined || !/\p{Nd}/u.test(rest);
  return !ABBREVIATIONS.has(lower);
}

/** True when the mark at `at`, in a sentence that began at `from`, ends it. */
function marksEnd(text: string, from: number, at: number): boolean {
  const mark = text.charAt(at);
  if (!/[.!?…]/.test(mark)) return true;
  if (mark === "." ? !endsAt(text, at) : /\p{Ll}/u.test(nextWordStart(text, at) ?? ""))
    return false;
  if ((mark === "!" || mark === "?") && !/[\s"'”’»)\]]|^$/.test(text.charAt(at + 1))) return false;
  return !isAside(text, from, at);
}

/** True when lines of this text are cut by width, so that a line break means nothing. */
const isWrapped = (text: string) => /[^\s.!?:;|]{2}[ \t]*\r?\n[ \t]*\p{Ll}/u.test(text);

/** Whether the line break at `at` separates two quotable pieces. */
function breaksAt(text: string, at: number, wrapped: boolean): boolean {
  const before = text.slice(text.lastIndexOf("\n", at - 1) + 1, at).trimEnd();
  const after = text.slice(at + 1, at + 400);
  if (before === "" || /^[ \t\r]*(?:\n|$)/.test(after)) return true;
  const nextLine = after.split("\n", 1)[0] ?? "";
  if (BULLET.test(nextLine) || isRow(nextLine) || isRow(before)) return true;
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
  const rows = rowsOf(text);
  let row = 0;
  for (const match of text.matchAll(/[.!?…。！？；\n]/g)) {
    const at = match.index;
    if (at < from) continue;
    const mark = match[0];
    while (row < rows.length && (rows[row]?.end ?? 0) <= at) row += 1;
    const inRow = (rows[row]?.start ?? Infinity) <= at;
    if (inRow || !(mark === "\n" ? breaksAt(text, at, wrapped) : marksEnd(text, from, at)))
      continue;
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
