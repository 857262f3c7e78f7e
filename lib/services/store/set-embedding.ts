import "server-only";
import { z } from "zod";
import { sqlPort } from "@/lib/db/sql";
import { BUILT_IN } from "@/lib/nodes/model/definition";
import { createPassageStore } from "@/lib/vector-stores/postgres/passage-store";
import { recordAudit } from "../audit/record";
import { findConnection } from "../connection/find";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { findStore } from "./find";
import { DEFAULT_CHUNKING } from "@/lib/knowledge/ingestion/chunk";
import { retireIndexes } from "./retire-indexes";

export const setEmbeddingInput = z.object({
  id: idSchema,
  /** `built-in` or the id of a connection. */
  connectionId: idSchema,
  model: z.string().trim().min(1).max(200),
});

/**
 * Starts a new index beside the one that answers; it takes over once it is complete, and the old one goes. One that
 * was still being built is given up. Throws `store.not-found`, `connection.not-found`.
 */
export async function setEmbedding({
  ctx,
  input,
}: Call<z.infer<typeof setEmbeddingInput>>): Promise<void> {
  const workspaceId = ctx.workspace.id;
  await ctx.db.$transaction(async (tx) => {
    const store = await findStore(tx, ctx, input.id);
    if (input.connectionId !== BUILT_IN) await findConnection(tx, ctx, input.connectionId);
    await retireIndexes(tx, ctx, { storeId: store.id, state: "building" });
    const index = await tx.storeIndex.create({
      data: {
        workspaceId,
        storeId: store.id,
        connectionId: input.connectionId,
        model: input.model,
        chunking: { ...DEFAULT_CHUNKING },
      },
      select: { id: true },
    });
    await createPassageStore(sqlPort(tx)).ensureIndex(index.id);
    await ctx.jobs.enqueue(tx, "build-index", { workspaceId, indexId: index.id });
    await recordAudit(tx, ctx, {
      action: "store.set-embedding",
      entity: "store",
      entityId: store.id,
      detail: { connectionId: input.connectionId, model: input.model },
    });
  });
}
