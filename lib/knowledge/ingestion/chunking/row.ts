import type { ParsedDocument, StructureMark } from "../parsers/_contract/parser";
import type { ChunkingOf } from "./chunking";
import { cutStretch, fitStretch, type Piece, type Range } from "./pieces";
import { sections } from "./sections";

export function byRow(document: ParsedDocument, { rows, size }: ChunkingOf<"row">): Piece[] {
  const marks = document.structure.filter((mark) => mark.kind === "row");
  return sections(document).flatMap(({ headings, ...section }) => {
    const own = marks.filter((mark) => mark.start >= section.start && mark.end <= section.end);
    const pieces: Range[] = [];
    let at = section.start;
    for (const group of groups(own, document.text, rows)) {
      pieces.push(
        ...cutStretch(document, { start: at, end: group.start }, { size, overlap: 0 }),
        ...fitStretch(document, group, size),
      );
      at = group.end;
    }
    pieces.push(...cutStretch(document, { start: at, end: section.end }, { size, overlap: 0 }));
    return pieces.map((range) => ({ ...range, headings }));
  });
}

/** Up to `most` rows that follow one another with nothing but white space in between. */
function groups(rows: readonly StructureMark[], text: string, most: number): Range[] {
  const found: (Range & { rows: number })[] = [];
  for (const { start, end } of rows) {
    const last = found.at(-1);
    if (last && start < last.end) continue;
    const follows = last && text.slice(last.end, start).trim() === "";
    if (follows && last.rows < most) {
      last.end = end;
      last.rows += 1;
    } else found.push({ start, end, rows: 1 });
  }
  return found;
}
