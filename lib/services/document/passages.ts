import "server-only";
import { z } from "zod";
import { createPassageStore } from "@/lib/vector-stores/postgres/passage-store";
import { regionFinder } from "@/lib/knowledge/ingestion/regions";
import type { Call } from "../context";
import { structureOf } from "../indexing/stored-version";
import { idSchema } from "../inputs";
import { findStore } from "../store/find";
import { findDocument } from "./find";

export const passagesInput = z.object({ id: idSchema, storeId: idSchema.optional() });

/**
 * How a document was cut for a store, or for the first of those linked to its source, with where each passage stands
 * in the original. Empty while nothing is stored. Throws `document.not-found`, `store.not-found`.
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
  const versionId = document.currentVersionId;
  const places = await createPassageStore(ctx.sql).list({
    indexId: activeIndexId,
    workspaceId,
    versionId,
  });
  const version = await ctx.db.documentVersion.findFirst({
    where: { id: versionId, workspaceId },
    select: { structure: true },
  });
  const regionsOf = regionFinder(structureOf(version));
  return places.map((place) => ({ ...place, ...regionsOf(place) }));
}
