import type { ParsedDocument } from "../parsers/_contract/parser";
import type { ChunkingOf } from "./chunking";
import { cutStretch, type Piece } from "./pieces";
import { sections } from "./sections";

/** A parent that would be cut into one passage is that passage, with no parent of its own. */
export function byParent(document: ParsedDocument, chunking: ChunkingOf<"parent">): Piece[] {
  return sections(document).flatMap(({ headings, ...section }) =>
    cutStretch(document, section, { size: chunking.parent, overlap: 0 }).flatMap((parent) => {
      const pieces = cutStretch(document, parent, { size: chunking.size, overlap: 0 });
      return pieces.length === 1
        ? pieces.map((range) => ({ ...range, headings }))
        : pieces.map((range) => ({ ...range, headings, parent }));
    }),
  );
}
