import { createHash } from "node:crypto";
import type { NewPassage, TakenPassage } from "@/lib/vector-stores/_contract/passage-store";
import { passageTitles } from "../../passage-titles";
import type { Range } from "../chunking/pieces";
import { countTokens } from "@/lib/grounding/text/count-tokens";

interface PartOf extends Pick<NewPassage, "sourceId" | "documentId" | "versionId" | "ordinal"> {
  documentName: string;
  /** The stored text, and the part's place in it. */
  text: string;
  range: Range;
}

/**
 * A part of a passage, with the vector of the whole until it gets its own: it has no `embedHash`, so that indexing
 * replaces it and nothing borrows its vector.
 */
export function passagePart(whole: TakenPassage, part: PartOf): NewPassage {
  const { text: all, range, documentName, ...place } = part;
  const text = all.slice(range.start, range.end);
  return {
    ...place,
    ...range,
    correctionId: null,
    parent: null,
    page: whole.page,
    headings: whole.headings,
    text,
    textHash: createHash("sha256").update(text).digest("hex"),
    embedHash: "",
    tokens: countTokens(text),
    titles: passageTitles(documentName, whole.headings),
    embedding: whole.embedding,
  };
}
