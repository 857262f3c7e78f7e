import "server-only";
import { z } from "zod";
import { chunkDocument } from "@/lib/knowledge/ingestion/chunk";
import { chunkingSchema } from "@/lib/knowledge/ingestion/chunking/chunking";
import { regionFinder } from "@/lib/knowledge/ingestion/regions";
import type { Call } from "../context";
import { readableVersion } from "../document/readable-version";
import { documentOf } from "../indexing/stored-version";
import { idSchema } from "../inputs";

export const previewChunkingInput = z.object({ documentId: idSchema, chunking: chunkingSchema });

/** Passages shown at most; the figures are of all of them. */
const SHOWN = 500;

/**
 * The passages that a chunking would cut a document into; nothing is stored. Offsets are UTF-16 units into the whole
 * stored text of `versionId`, as document.view shows it. Throws `document.not-found`, also while nothing was read.
 */
export async function previewChunking({
  ctx,
  input: { documentId, chunking },
}: Call<z.infer<typeof previewChunkingInput>>) {
  const version = await readableVersion(ctx, { documentId });
  const document = documentOf(version);
  const chunks = chunkDocument(document, chunking);
  const tokens = chunks.map((chunk) => chunk.tokens).sort((a, b) => a - b);
  const regionsOf = regionFinder(document.structure);
  return {
    versionId: version.id,
    total: chunks.length,
    /** Estimated tokens of a passage; 0 when there is none. */
    tokens: {
      sum: tokens.reduce((sum, count) => sum + count, 0),
      least: tokens[0] ?? 0,
      median: tokens[Math.floor(tokens.length / 2)] ?? 0,
      most: tokens.at(-1) ?? 0,
    },
    passages: chunks.slice(0, SHOWN).map(({ ordinal, start, end, headings, text, ...chunk }) => ({
      ...{ ordinal, start, end, headings, text, tokens: chunk.tokens, parent: chunk.parent },
      ...regionsOf({ start, end }),
    })),
  };
}
