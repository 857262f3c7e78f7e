import { createHash } from "node:crypto";
import { byHeading } from "./chunking/heading";
import { DEFAULT_CHUNKING, type Chunking } from "./chunking/chunking";
import { byPage } from "./chunking/page";
import { byParent } from "./chunking/parent";
import type { Piece, Range } from "./chunking/pieces";
import { byRow } from "./chunking/row";
import { bySentences } from "./chunking/sentences";
import { countTokens } from "@/lib/grounding/text/count-tokens";
import type { ParsedDocument, StructureMark } from "./parsers/_contract/parser";
import { isPage } from "./regions";

/** A passage before it is embedded. `document.text.slice(start, end) === text`, always. */
export interface Chunk {
  ordinal: number;
  start: number;
  end: number;
  page: number | null;
  headings: string[];
  text: string;
  textHash: string;
  tokens: number;
  parent: ChunkParent | null;
}

/** What a passage stands in for: a larger one that holds it, with others. */
export interface ChunkParent extends Range {
  /** Ordinal of the first passage of it. */
  first: number;
}

/**
 * Cuts a document into passages, in order. What is larger than a passage is cut at sentences, rows, words. Every
 * visible character outside headings is in at least one passage; a document of headings alone gives passages of its
 * headings.
 */
export function chunkDocument(
  document: ParsedDocument,
  chunking: Chunking = DEFAULT_CHUNKING,
): Chunk[] {
  const pages = document.structure.filter(isPage);
  const firsts = new Map<Range, number>();
  return pieces(document, chunking).map(({ start, end, headings, parent }, ordinal) => {
    if (parent && !firsts.has(parent)) firsts.set(parent, ordinal);
    const text = document.text.slice(start, end);
    return {
      ordinal,
      start,
      end,
      page: pageAt(pages, start),
      headings,
      text,
      textHash: createHash("sha256").update(text).digest("hex"),
      tokens: countTokens(text),
      parent: parent ? { ...parent, first: firsts.get(parent) ?? ordinal } : null,
    };
  });
}

function pieces(document: ParsedDocument, chunking: Chunking): Piece[] {
  switch (chunking.strategy) {
    case "sentences":
      return bySentences(document, chunking);
    case "page":
      return byPage(document, chunking);
    case "row":
      return byRow(document, chunking);
    case "heading":
      return byHeading(document, chunking);
    case "parent":
      return byParent(document, chunking);
  }
}

function pageAt(pages: readonly StructureMark[], offset: number): number | null {
  return pages.find((page) => page.start <= offset && offset < page.end)?.number ?? null;
}
