import "server-only";
import { sqlPort } from "@/lib/db/sql";
import {
  DEFAULT_CHUNKING,
  storedChunking,
  type Chunking,
} from "@/lib/knowledge/ingestion/chunking/chunking";
import { BUILT_IN_MODEL } from "@/lib/providers/built-in/definition";
import { BUILT_IN } from "@/lib/nodes/model/definition";
import { createPassageStore } from "@/lib/vector-stores/postgres/passage-store";
import type { Tx, WorkspaceContext } from "../context";
import { findStore } from "./find";
import { retireIndexes } from "./retire-indexes";

/** How an index cuts documents, and what embeds the passages. */
export interface IndexPlan {
  /** `built-in` or the id of a connection. */
  connectionId: string;
  model: string;
  chunking: Chunking;
}

/**
 * Starts a new index beside the one that answers, within the caller's transaction; it takes over once it is complete,
 * and the old one goes. One that was still being built is given up, what was planned with it is kept unless changed.
 * Throws `store.not-found`.
 */
export async function startIndex(
  tx: Tx,
  ctx: WorkspaceContext,
  { storeId, change }: { storeId: string; change: Partial<IndexPlan> },
): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const store = await findStore(tx, ctx, storeId);
  const present = store.indexes[0] ?? store.activeIndex;
  await retireIndexes(tx, ctx, { storeId: store.id, state: "building" });
  const index = await tx.storeIndex.create({
    data: {
      workspaceId,
      storeId: store.id,
      connectionId: change.connectionId ?? present?.connectionId ?? BUILT_IN,
      model: change.model ?? present?.model ?? BUILT_IN_MODEL,
      chunking: change.chunking ?? storedChunking(present?.chunking ?? DEFAULT_CHUNKING),
    },
    select: { id: true },
  });
  await createPassageStore(sqlPort(tx)).ensureIndex(index.id);
  await ctx.jobs.enqueue(tx, "build-index", { workspaceId, indexId: index.id });
}
