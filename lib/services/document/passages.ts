import "server-only";
import { z } from "zod";
import { createPassageStore } from "@/lib/vector-stores/postgres/passage-store";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { findStore } from "../store/find";
import { findDocument } from "./find";

export const passagesInput = z.object({ id: idSchema, storeId: idSchema.optional() });

/**
 * How a document was cut for a store, or for the first of those linked to its source. Empty while nothing is
 * stored. Throws `document.not-found`, `store.not-found`.
 */
export async function listDocumentPassages({ ctx, input }: Call<z.infer<typeof passagesInput>>) {
  const workspaceId = ctx.workspace.id;
  const document = await findDocument(ctx.db, ctx, input.id);
  const link = await ctx.db.storeSource.findFirst({
    where: { sourceId: document.sourceId, workspaceId, store: { deletedAt: null } },
    orderBy: { store: { createdAt: "asc" } },
    select: { storeId: true },
  });
  const storeId = input.storeId ?? link?.storeId;
  if (storeId === undefined || document.currentVersionId === null) return [];
  const { activeIndexId } = await findStore(ctx.db, ctx, storeId);
  if (activeIndexId === null) return [];
  return createPassageStore(ctx.sql).list({
    indexId: activeIndexId,
    workspaceId,
    versionId: document.currentVersionId,
  });
}
