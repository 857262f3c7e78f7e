import type { ParsedDocument, StructureMark } from "../parsers/_contract/parser";
import { isPage } from "../regions";
import type { ChunkingOf } from "./chunking";
import { fitStretch, type Piece, type Range } from "./pieces";

/** Headings of a page stay within its text; those of the pages before are above it. */
export function byPage(document: ParsedDocument, { size }: ChunkingOf<"page">): Piece[] {
  const headings = document.structure.filter((mark) => mark.kind === "heading");
  let path: StructureMark[] = [];
  let next = 0;
  return pagesAndRest(document).flatMap((stretch) => {
    for (let mark = headings[next]; mark && mark.start < stretch.start; mark = headings[++next]) {
      const level = mark.level ?? 1;
      path = [...path.filter((above) => (above.level ?? 1) < level), mark];
    }
    const titles = path.map((mark) => mark.title ?? "");
    return fitStretch(document, stretch, size).map((range) => ({ ...range, headings: titles }));
  });
}

/** The pages in order, and what stands between them. */
function pagesAndRest({ text, structure }: ParsedDocument): Range[] {
  const stretches: Range[] = [];
  let at = 0;
  for (const { start, end } of structure.filter(isPage)) {
    if (start < at) continue;
    stretches.push({ start: at, end: start }, { start, end });
    at = end;
  }
  return [...stretches, { start: at, end: text.length }];
}
