import type { PageBox, StructureMark } from "./parsers/_contract/parser";

/** Whether a mark is a page of whatever kind: of a text, a presentation or a workbook. */
export function isPage({ kind }: Pick<StructureMark, "kind">): boolean {
  return kind === "page" || kind === "slide" || kind === "sheet";
}

/** Where a stretch of the stored text stands in the original, as far as the format tells. */
export interface Regions {
  /** Number of the page, slide or sheet it begins on. */
  page: number | null;
  /** Name of that sheet. */
  sheet: string | null;
  /** Cells of its rows in A1 notation. */
  cells: string[];
  /** Places of its paragraphs and rows on their pages. */
  boxes: (PageBox & { page: number | null })[];
}

/**
 * Finds the regions of stretches of one text. Marks are sorted and those of one kind don't overlap, so each stretch
 * looks at its own only, however many there are.
 */
export function regionFinder(
  structure: readonly StructureMark[],
): (range: { start: number; end: number }) => Regions {
  const pages = structure.filter(isPage);
  const placed = structure.filter(
    ({ kind, box, cells }) => (kind === "block" || kind === "row") && (box ?? cells) !== undefined,
  );
  const pageOf = (offset: number) => {
    const page = pages[firstEndingAfter(pages, offset)];
    return page && page.start <= offset ? page : null;
  };
  return ({ start, end }) => {
    const own: StructureMark[] = [];
    for (let at = firstEndingAfter(placed, start); at < placed.length; at += 1) {
      const mark = placed[at];
      if (!mark || mark.start >= end) break;
      own.push(mark);
    }
    const page = pageOf(start);
    return {
      page: page?.number ?? null,
      sheet: page?.kind === "sheet" ? (page.title ?? null) : null,
      cells: own.flatMap(({ cells }) => cells ?? []),
      boxes: own.flatMap(({ box, start: at }) =>
        box ? [{ ...box, page: pageOf(at)?.number ?? null }] : [],
      ),
    };
  };
}

function firstEndingAfter(marks: readonly StructureMark[], offset: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
