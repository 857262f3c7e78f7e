import type { ParsedDocument, StructureMark } from "../parsers/_contract/parser";
import type { Piece } from "./pieces";

/** The stretches between headings, each with its path. A heading with nothing below it stands for itself. */
export function sections({ text, structure }: ParsedDocument): Piece[] {
  const headings = structure.filter((mark) => mark.kind === "heading");
  const found: Piece[] = [];
  let path: StructureMark[] = [];
  let from = 0;
  const close = (end: number, heading: StructureMark | null) => {
    const empty = text.slice(from, end).trim() === "";
    const titles = path.map((mark) => mark.title ?? "");
    if (!empty) found.push({ start: from, end, headings: titles });
    else if (heading && path.length > 0 && isLeaf(path, heading)) {
      const own = path.at(-1);
      if (own) found.push({ start: own.start, end: own.end, headings: titles.slice(0, -1) });
    }
  };
  for (const mark of headings) {
    close(mark.start, mark);
    path = [...path.filter((above) => (above.level ?? 1) < (mark.level ?? 1)), mark];
    from = mark.end;
  }
  close(text.length, { kind: "heading", level: 1, start: text.length, end: text.length });
  return found;
}

/** True when the next heading is not below the present one, which therefore has no content at all. */
function isLeaf(path: readonly StructureMark[], next: StructureMark): boolean {
  return (next.level ?? 1) <= (path.at(-1)?.level ?? 1);
}
