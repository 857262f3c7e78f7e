import "server-only";
import { z } from "zod";
import { BUILT_IN } from "@/lib/nodes/model/definition";
import { recordAudit } from "../audit/record";
import { findConnection } from "../connection/find";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { startIndex } from "./start-index";

export const setEmbeddingInput = z.object({
  id: idSchema,
  /** `built-in` or the id of a connection. */
  connectionId: idSchema,
  model: z.string().trim().min(1).max(200),
});

/**
 * Embeds a store's passages with another model, in an index beside the one that answers (see `startIndex`). Throws
 * `store.not-found`, `connection.not-found`.
 */
export async function setEmbedding({
  ctx,
  input: { id, ...embedding },
}: Call<z.infer<typeof setEmbeddingInput>>): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    if (embedding.connectionId !== BUILT_IN) await findConnection(tx, ctx, embedding.connectionId);
    await startIndex(tx, ctx, { storeId: id, change: embedding });
    await recordAudit(tx, ctx, {
      action: "store.set-embedding",
      entity: "store",
      entityId: id,
      detail: embedding,
    });
  });
}
