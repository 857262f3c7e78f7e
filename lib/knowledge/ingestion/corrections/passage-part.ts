import { createHash } from "node:crypto";
import type { NewPassage, TakenPassage } from "@/lib/vector-stores/_contract/passage-store";
import { passageTitles } from "../../passage-titles";
import type { Range } from "../chunking/pieces";
import { countTokens } from "@/lib/grounding/text/count-tokens";

interface PartOf extends Pick<
  NewPassage,
  "sourceId" | "documentId" | "versionId" | "ordinal" | "correctionId"
> {
  documentName: string;
  /** The stored text, or a correction's, and the part's place in it. */
  text: string;
  range: Range;
}

/** What a passage shares with those around it until it is made anew. */
export type Lender = Pick<TakenPassage, "page" | "headings" | "embedding">;

/**
 * A passage that can be found at once, with the vector of another until it gets its own: of the one it is a part of,
 * or takes the place of. It has no `embedHash`, so that indexing replaces it and nothing borrows its vector.
 */
export function passagePart(lender: Lender, part: PartOf): NewPassage {
  const { text: all, range, documentName, ...place } = part;
  const text = all.slice(range.start, range.end);
  return {
    ...place,
    ...range,
    parent: null,
    page: lender.page,
    headings: lender.headings,
    text,
    textHash: createHash("sha256").update(text).digest("hex"),
    embedHash: "",
    tokens: countTokens(text),
    titles: passageTitles(documentName, lender.headings),
    embedding: lender.embedding,
  };
}
