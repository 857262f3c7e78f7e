import "server-only";
import { findAnchor } from "@/lib/knowledge/ingestion/corrections/anchor";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { readableIds } from "../document/readable";
import { found, notFound } from "../not-found";
import { correctionOf } from "./active";

/**
 * What somebody wrote, to which the offsets of its citations refer, also after it was taken back; with what the
 * document itself says there, and where in the version that answers. Throws `correction.not-found`, also for what
 * belongs to a deleted document, or to one that the caller may not read.
 */
export async function viewCorrection({ ctx, input }: Call<ById>) {
  const workspaceId = ctx.workspace.id;
  const row = found(
    "correction",
    await ctx.db.correction.findFirst({
      where: {
        id: input.id,
        workspaceId,
        document: { deletedAt: null, source: { deletedAt: null } },
      },
      include: {
        document: { select: { name: true, currentVersion: { select: { id: true, text: true } } } },
      },
    }),
  );
  const asked = { workspaceId, userId: ctx.actor.userId, ids: [row.documentId] };
  if (!(await readableIds(ctx.sql, asked)).has(row.documentId)) throw notFound("correction");
  const { currentVersion } = row.document;
  const { anchor } = correctionOf(row);
  return {
    id: row.id,
    documentId: row.documentId,
    documentName: row.document.name,
    kind: row.kind,
    text: row.text ?? "",
    /** Null for an addition. */
    original: row.anchor,
    by: row.createdByName,
    at: row.createdAt,
    endedAt: row.endedAt,
    versionId: currentVersion?.id ?? null,
    range: anchor && currentVersion ? findAnchor(currentVersion.text ?? "", anchor) : null,
  };
}
