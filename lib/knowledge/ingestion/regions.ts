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

/** Finds the regions of stretches of one text; marks are looked through once, not for each. */
export function regionFinder(
  structure: readonly StructureMark[],
): (range: { start: number; end: number }) => Regions {
  const pages = structure.filter(isPage);
  const placed = structure.filter(
    ({ kind, box, cells }) => (kind === "block" || kind === "row") && (box ?? cells) !== undefined,
  );
  const pageOf = (offset: number) =>
    pages.find((page) => page.start <= offset && offset < page.end) ?? null;
  return ({ start, end }) => {
    const own = placed.filter((mark) => mark.start < end && mark.end > start);
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
