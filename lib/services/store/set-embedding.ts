import "server-only";
import { z } from "zod";
import { needsNoConnection } from "@/lib/providers/catalog";
import { LOCAL_TRANSFORMERS } from "@/lib/providers/local-transformers/definition";
import { findModel } from "@/lib/providers/local-transformers/model-folder";
import { recordAudit } from "../audit/record";
import { findConnection } from "../connection/find";
import type { Call, Tx, WorkspaceContext } from "../context";
import { idSchema } from "../inputs";
import { lockLocalModels } from "../local-model/lock";
import { startIndex } from "./start-index";

export const setEmbeddingInput = z.object({
  id: idSchema,
  /** The id of a connection, or the type of a provider that needs none. */
  connectionId: idSchema,
  model: z.string().trim().min(1).max(200),
});

/**
 * Embeds a store's passages with another model, in an index beside the one that answers (see `startIndex`). Throws
 * `store.not-found`, `connection.not-found`, and `local-model.…` for a model of this machine that can't be used.
 */
export async function setEmbedding({
  ctx,
  input: { id, ...embedding },
}: Call<z.infer<typeof setEmbeddingInput>>): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    await checkEmbedding(tx, ctx, embedding);
    await startIndex(tx, ctx, { storeId: id, change: embedding });
    await recordAudit(tx, ctx, {
      action: "store.set-embedding",
      entity: "store",
      entityId: id,
      detail: embedding,
    });
  });
}

/** Refuses what could not be used at once; whether a connection's model is any good, only its endpoint can say. */
async function checkEmbedding(
  tx: Tx,
  ctx: WorkspaceContext,
  { connectionId, model }: { connectionId: string; model: string },
): Promise<void> {
  if (connectionId === LOCAL_TRANSFORMERS) {
    await lockLocalModels(tx);
    await findModel(ctx.models.dir, model);
  } else if (!needsNoConnection(connectionId)) await findConnection(tx, ctx, connectionId);
}
