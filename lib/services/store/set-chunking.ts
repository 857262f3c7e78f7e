import "server-only";
import { z } from "zod";
import { chunkingSchema } from "@/lib/knowledge/ingestion/chunking/chunking";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { startIndex } from "./start-index";

export const setChunkingInput = z.object({ id: idSchema, chunking: chunkingSchema });

/**
 * Cuts a store's documents anew, in an index beside the one that answers (see `startIndex`). Throws
 * `store.not-found`.
 */
export async function setChunking({
  ctx,
  input: { id, chunking },
}: Call<z.infer<typeof setChunkingInput>>): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    await startIndex(tx, ctx, { storeId: id, change: { chunking } });
    await recordAudit(tx, ctx, {
      action: "store.set-chunking",
      entity: "store",
      entityId: id,
      detail: chunking,
    });
  });
}
