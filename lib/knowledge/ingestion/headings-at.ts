import type { StructureMark } from "./parsers/_contract/parser";

/** The headings that a place in the text stands below, the outermost first. */
export function headingsAt(structure: readonly StructureMark[], offset: number): string[] {
  let path: StructureMark[] = [];
  for (const mark of structure) {
    if (mark.start > offset) break;
    if (mark.kind !== "heading") continue;
    path = [...path.filter((above) => (above.level ?? 1) < (mark.level ?? 1)), mark];
  }
  return path.flatMap(({ title }) => (title ? [title] : []));
}
