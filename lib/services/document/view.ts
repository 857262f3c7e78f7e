import "server-only";
import { z } from "zod";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { documentOf } from "../indexing/stored-version";
import { found } from "../not-found";
import { findDocument } from "./find";

const offset = z.int().min(0);
export const viewDocumentInput = z.object({
  id: idSchema,
  versionId: idSchema.optional(),
  /** Offsets of what the reader came for. */
  around: z.object({ start: offset, end: offset }).optional(),
});

/** A longer text is cut to this many UTF-16 units around what the reader came for. */
const WINDOW = 400_000;

/**
 * The stored text of a version: the one asked for, else the one answers come from, else the newest that was read.
 * `textStart` is where `text` begins in the whole; offsets of sections and citations refer to the whole. Throws
 * `document.not-found` (also while nothing was read yet).
 */
export async function viewDocument({ ctx, input }: Call<z.infer<typeof viewDocumentInput>>) {
  const document = await findDocument(ctx.db, ctx, input.id);
  const wanted = input.versionId ?? document.currentVersionId;
  const version = found(
    "document",
    await ctx.db.documentVersion.findFirst({
      where: {
        documentId: document.id,
        workspaceId: ctx.workspace.id,
        parsedAt: { not: null },
        ...(wanted ? { id: wanted } : {}),
      },
      orderBy: { number: "desc" },
      select: { id: true, text: true, structure: true },
    }),
  );
  const { text, structure } = documentOf(version);
  const pages = structure.filter((mark) => mark.kind === "page").length;
  const { start, end } = windowAround(text.length, input.around);
  return {
    id: document.id,
    name: document.name,
    versionId: version.id,
    pages: pages > 0 ? pages : null,
    text: text.slice(start, end),
    textStart: start,
    structure: structure.filter((mark) => mark.end >= start && mark.start <= end),
    isCurrent: version.id === document.currentVersionId,
  };
}

function windowAround(length: number, around: { start: number; end: number } | undefined) {
  if (length <= WINDOW) return { start: 0, end: length };
  const middle = around ? (around.start + around.end) / 2 : 0;
  const start = Math.max(0, Math.min(Math.floor(middle - WINDOW / 2), length - WINDOW));
  return { start, end: start + WINDOW };
}
