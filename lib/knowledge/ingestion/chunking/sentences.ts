import type { ParsedDocument } from "../parsers/_contract/parser";
import type { ChunkingOf } from "./chunking";
import { cutStretch, type Piece } from "./pieces";
import { sections } from "./sections";

export function bySentences(document: ParsedDocument, chunking: ChunkingOf<"sentences">): Piece[] {
  return sections(document).flatMap(({ headings, ...section }) =>
    cutStretch(document, section, chunking).map((range) => ({ ...range, headings })),
  );
}
