import type { TextItem, WordBox } from "@llamaindex/liteparse";
import { NO_REPAIRS, type WordRepairs } from "./arabic-ligatures";
import type { Rect } from "./pdf-page";

const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const LTR = /[\p{L}\p{Nd}]/u;
const MIRRORED: Readonly<Record<string, string>> = {
  "(": ")",
  ")": "(",
  "[": "]",
  "]": "[",
  "{": "}",
  "}": "{",
  "«": "»",
  "»": "«",
};

type Direction = "rtl" | "ltr" | "neutral";
interface Run {
  text: string;
  direction: Direction;
}

/** Foreign names don't turn a line: it runs to the left with this share of letters that do. */
const LINE_SHARE = 0.25;

/** Whether text is written from right to left: at least this share of its letters are. */
export function isRightToLeft(text: string, share = 0.5): boolean {
  let rtl = 0;
  let ltr = 0;
  for (const letter of text) {
    if (RTL.test(letter)) rtl += 1;
    else if (/\p{L}/u.test(letter)) ltr += 1;
  }
  return rtl > 0 && rtl >= share * (rtl + ltr);
}

export const wordsOf = (items: readonly TextItem[]): WordBox[] =>
  items.flatMap((item) => item.words ?? [item]);

/**
 * The words in logical order, one line a row of words. Pieces of one word, which stand without a space between them,
 * are put together; `repairs` says what a word is that PDFium gives as it is drawn, from left to right.
 */
export function readRightToLeft(
  words: readonly WordBox[],
  repairs: WordRepairs = NO_REPAIRS,
): string {
  return rowsOf(words)
    .map((row) => logicalOrder(joinPieces(row, repairs)))
    .join("\n");
}

/** Each word goes to the smallest of the places that hold it. */
export function shareOut(
  words: readonly WordBox[],
  rects: readonly (Rect | undefined)[],
): { own: WordBox[][]; rest: WordBox[] } {
  const own = rects.map((): WordBox[] => []);
  const rest: WordBox[] = [];
  const bySize = rects
    .map((rect, at) => ({ rect, at, area: (rect?.width ?? 0) * (rect?.height ?? 0) }))
    .sort((a, b) => a.area - b.area);
  for (const word of words) {
    const owner = bySize.find(({ rect }) => rect && isWithin(rect, word));
    (owner ? own[owner.at] : rest)?.push(word);
  }
  return { own, rest };
}

function isWithin(rect: Rect, word: Rect): boolean {
  const [x, y] = [word.x + word.width / 2, word.y + word.height / 2];
  return (
    x >= rect.x - 1 &&
    x <= rect.x + rect.width + 1 &&
    y >= rect.y - 1 &&
    y <= rect.y + rect.height + 1
  );
}

/** The words of a row from left to right, each in one piece. */
function joinPieces(row: readonly WordBox[], repairs: WordRepairs): string[] {
  const groups: WordBox[][] = [];
  for (const word of row) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group && before && touches(before, word)) group.push(word);
    else groups.push([word]);
  }
  return groups.map((group) => {
    const drawn = group.map(({ text }) => text).join("");
    return (
      repairs.get(drawn) ??
      [...group]
        .reverse()
        .map(({ text }) => text)
        .join("")
    );
  });
}

/** Signs stand apart in the order of a line, which puts them right. */
const isLetters = (text: string) => RTL.test(text) && /^[\p{L}\p{M}]+$/u.test(text);

const TOUCHING = 0.06;
const OVERLAP = 0.4;

/** Boxes are as low as their ink, so the higher one tells the size. */
function touches(before: WordBox, after: WordBox): boolean {
  const size = Math.max(before.height, after.height);
  const gap = after.x - before.x - before.width;
  return (
    isLetters(before.text) &&
    isLetters(after.text) &&
    gap <= TOUCHING * size &&
    gap >= -OVERLAP * size
  );
}

/** Words on one height, left to right. */
function rowsOf(words: readonly WordBox[]): WordBox[][] {
  const rows: WordBox[][] = [];
  const bottom = (word: WordBox) => word.y + word.height;
  for (const word of [...words].sort((a, b) => bottom(a) - bottom(b))) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (row && first && bottom(word) - bottom(first) < 0.5 * Math.max(first.height, word.height))
      row.push(word);
    else rows.push([word]);
  }
  return rows.map((row) => row.sort((a, b) => a.x - b.x));
}

/** Words as they stand from left to right, each run of letters in its own order, as a reader says them. */
export function logicalOrder(words: readonly string[]): string {
  const runs = words.flatMap((word, index): Run[] => [
    ...(index > 0 ? [{ text: " ", direction: "neutral" as const }] : []),
    ...runsOf(word),
  ]);
  if (!isRightToLeft(words.join(""), LINE_SHARE)) return reversed(runs, "rtl");
  return balanced(reversed([...reversedRuns(runs)], "ltr"));
}

function runsOf(word: string): Run[] {
  const runs: Run[] = [];
  for (const letter of word) {
    const direction = directionOf(letter);
    const last = runs.at(-1);
    const mark = /\p{M}/u.test(letter);
    // Marks and the points within a number or an address belong to what stands around them.
    if (last && (mark || direction === last.direction)) last.text += letter;
    else runs.push({ text: letter, direction });
  }
  return joinInner(runs);
}

function directionOf(letter: string): Direction {
  if (RTL.test(letter) && !/\p{Nd}|\p{P}/u.test(letter)) return "rtl";
  return LTR.test(letter) ? "ltr" : "neutral";
}

function joinInner(runs: readonly Run[]): Run[] {
  const joined: Run[] = [];
  runs.forEach((run, index) => {
    const last = joined.at(-1);
    const inner =
      last?.direction === "ltr" &&
      (run.direction === "ltr" ||
        (run.direction === "neutral" && runs[index + 1]?.direction === "ltr"));
    if (last && inner) last.text += run.text;
    else joined.push({ ...run });
  });
  return joined;
}

const reversedRuns = (runs: readonly Run[]) => [...runs].reverse();

/** Puts each stretch of runs of this direction, with what lies between them, the other way round. */
function reversed(runs: readonly Run[], direction: "rtl" | "ltr"): string {
  let text = "";
  for (let at = 0; at < runs.length; at += 1) {
    if (runs[at]?.direction !== direction) {
      text += runs[at]?.text ?? "";
      continue;
    }
    let end = at;
    for (let next = at; runs[next] && runs[next]?.direction !== opposite(direction); next += 1)
      if (runs[next]?.direction === direction) end = next;
    text += reversedRuns(runs.slice(at, end + 1))
      .map((run) => run.text)
      .join("");
    at = end;
  }
  return text;
}

const opposite = (direction: "rtl" | "ltr") => (direction === "rtl" ? "ltr" : "rtl");

/** Brackets are drawn mirrored in text from right to left; they are turned where they would close before they open. */
function balanced(text: string): string {
  let depth = 0;
  for (const letter of text) {
    if ("([{«".includes(letter)) depth += 1;
    else if (")]}»".includes(letter)) depth -= 1;
    if (depth < 0) return text.replace(/[()[\]{}«»]/g, (bracket) => MIRRORED[bracket] ?? bracket);
  }
  return text;
}
