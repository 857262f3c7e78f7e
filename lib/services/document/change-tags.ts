import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { sqlPort } from "@/lib/db/sql";
import type { Call, Tx, WorkspaceContext } from "../context";
import { documentSelection, inBatches, selectedDocuments } from "./selection";
import { MOST_TAGS, tagSchema } from "./set-tags";

const tags = z.array(tagSchema).max(MOST_TAGS).default([]);
export const changeTagsInput = documentSelection.and(z.object({ add: tags, remove: tags }));
type Input = z.infer<typeof changeTagsInput>;

/**
 * Gives tags to documents and takes others from them. Returns how many it changed. Throws `document.not-found`,
 * `document.too-many-tags`; documents of the batches before keep what they were given.
 */
export async function changeTags({ ctx, input }: Call<Input>): Promise<{ changed: number }> {
  const ids = await selectedDocuments(ctx, input);
  let changed = 0;
  await inBatches(ctx, ids, async (tx, batch) => {
    changed += await changeBatch(tx, ctx, { ...input, batch });
  });
  return { changed };
}

async function changeBatch(
  tx: Tx,
  ctx: WorkspaceContext,
  { batch, add, remove }: { batch: string[]; add: string[]; remove: string[] },
): Promise<number> {
  const rows = await sqlPort(tx).query<{ count: number }>(
    `update "Document" set tags = kept.tags
     from (
       select d.id, array(
         select tag from unnest(d.tags) with ordinality as own(tag, at) where tag <> all($4::text[])
         union all
         select tag from unnest($3::text[]) as added(tag) where tag <> all(d.tags)
       ) as tags
       from "Document" d where d."workspaceId" = $1 and d.id = any($2::text[]) and d."deletedAt" is null
     ) kept
     where "Document".id = kept.id and "Document"."workspaceId" = $1 and "Document".tags <> kept.tags
     returning cardinality(kept.tags) as count`,
    [ctx.workspace.id, batch, add, remove],
  );
  if (rows.some(({ count }) => count > MOST_TAGS)) {
    throw new AppError("document.too-many-tags", "bad-request", { params: { limit: MOST_TAGS } });
  }
  return rows.length;
}
