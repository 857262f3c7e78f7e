import "server-only";
import { z } from "zod";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { regionFinder } from "@/lib/knowledge/ingestion/regions";
import { documentOf } from "../indexing/stored-version";
import { readableVersion } from "./readable-version";
import { windowOf } from "./text-window";

const offset = z.int().min(0);
export const viewDocumentInput = z.object({
  id: idSchema,
  versionId: idSchema.optional(),
  /** Offsets of what the reader came for. */
  around: z.object({ start: offset, end: offset }).optional(),
});

/**
 * The stored text of a version: the one asked for, else the one answers come from, else the newest that was read.
 * `textStart` is where `text` begins in the whole; offsets of sections and citations refer to the whole. Throws
 * `document.not-found` (also while nothing was read yet).
 */
export async function viewDocument({ ctx, input }: Call<z.infer<typeof viewDocumentInput>>) {
  const { document, ...version } = await readableVersion(ctx, {
    documentId: input.id,
    versionId: input.versionId,
  });
  const stored = documentOf(version);
  return {
    id: document.id,
    name: document.name,
    versionId: version.id,
    /** What the file was found to be. */
    format: version.format,
    number: version.number,
    createdAt: version.createdAt,
    ...windowOf(stored, input.around),
    /** Where `around` stands in the original. */
    regions: input.around ? regionFinder(stored.structure)(input.around) : null,
    isCurrent: version.id === document.currentVersionId,
  };
}
