import type { RegionBox } from "./regions";

/** A run of text as pdfjs gives it: `transform` places its baseline in the page's own units. */
export interface TextRun {
  str: string;
  transform: number[];
  width: number;
  height: number;
}

export interface PageFrame {
  /** Of the page, unrotated, from its lower left corner. */
  left: number;
  bottom: number;
  width: number;
  height: number;
}

interface OnPage {
  frame: PageFrame;
  page: number;
  near: readonly RegionBox[];
  /** Widths of texts in a like font, of which only proportions count; by default all letters are equally wide. */
  widthOf?: (text: string) => number;
}

const lengthOf = (text: string) => [...text].length;

/** Share of a line's height that lies below its baseline. */
const DESCENT = 0.22;

/**
 * Where a quote stands on a page, a box a run of text; empty when the page doesn't hold all of it. The stored text and
 * the page's own may differ in spaces, hyphens and ligatures, so letters and digits alone are compared. Of several
 * places the one in the paragraphs `near`.
 */
export function quoteBoxes(
  runs: readonly TextRun[],
  quote: string,
  { widthOf = lengthOf, ...on }: OnPage,
): RegionBox[] {
  const { frame, page, near } = on;
  const letters = runs.map(({ str }) => [...str].map(lettersOf));
  const all = letters.flat().join("");
  const wanted = [...quote].map(lettersOf).join("");
  let first: RegionBox[] = [];
  for (
    let start = wanted === "" ? -1 : all.indexOf(wanted);
    start !== -1;
    start = all.indexOf(wanted, start + 1)
  ) {
    const stretch = { start, end: start + wanted.length };
    const boxes = boxesOf(runs, letters, { stretch, frame, widthOf }).map((box) => ({
      ...box,
      page,
    }));
    if (first.length === 0) first = boxes;
    const inside = near.some((box) => box.page === page && boxes.some((own) => meet(box, own)));
    if (inside) return boxes;
  }
  return first;
}

/** The boxes of a stretch of the letters of all runs together. */
function boxesOf(
  runs: readonly TextRun[],
  letters: readonly string[][],
  {
    stretch,
    frame,
    widthOf,
  }: { stretch: { start: number; end: number } } & Pick<Required<OnPage>, "frame" | "widthOf">,
): Omit<RegionBox, "page">[] {
  let at = 0;
  return runs.flatMap((run, index) => {
    const own = letters[index] ?? [];
    let from = -1;
    let to = -1;
    own.forEach((letter, place) => {
      const inside = letter !== "" && at < stretch.end && at + letter.length > stretch.start;
      if (inside && from === -1) from = place;
      if (inside) to = place + 1;
      at += letter.length;
    });
    if (from === -1) return [];
    const characters = [...run.str];
    const whole = widthOf(run.str) || 1;
    const share = (place: number) => widthOf(characters.slice(0, place).join("")) / whole;
    return [boxOf(run, [share(from), share(to)], frame)];
  });
}

function meet(a: RegionBox, b: Omit<RegionBox, "page">): boolean {
  return (
    a.left < b.left + b.width &&
    b.left < a.left + a.width &&
    a.top < b.top + b.height &&
    b.top < a.top + a.height
  );
}

function lettersOf(character: string): string {
  return character
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

function boxOf(
  { transform, width, height }: TextRun,
  [from, to]: readonly [number, number],
  frame: PageFrame,
): Omit<RegionBox, "page"> {
  const x = (transform[4] ?? 0) - frame.left + width * from;
  const baseline = (transform[5] ?? 0) - frame.bottom;
  return {
    left: x / frame.width,
    top: 1 - (baseline + height * (1 - DESCENT)) / frame.height,
    width: (width * (to - from)) / frame.width,
    height: height / frame.height,
  };
}
