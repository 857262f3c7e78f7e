import type { ParsedDocument } from "../parsers/_contract/parser";
import type { ChunkingOf } from "./chunking";
import { fitStretch, type Piece } from "./pieces";
import { sections } from "./sections";

/** Deeper headings stay within the text of the passage. */
export function byHeading(
  document: ParsedDocument,
  { level, size }: ChunkingOf<"heading">,
): Piece[] {
  const structure = document.structure.filter(
    (mark) => mark.kind === "heading" && (mark.level ?? 1) <= level,
  );
  return sections({ text: document.text, structure }).flatMap(({ headings, ...section }) =>
    fitStretch(document, section, size).map((range) => ({ ...range, headings })),
  );
}
