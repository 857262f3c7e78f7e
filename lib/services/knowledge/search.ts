import "server-only";
import type { Passage } from "@/lib/graph/values";
import { searchPassages } from "@/lib/knowledge/retrieval/search";
import { createPassageStore } from "@/lib/vector-stores/postgres/passage-store";
import type { WorkspaceScope } from "../context";
import { findActiveIndex } from "../store/active-index";
import { openEmbedder } from "./embedder";

export interface KnowledgeQuery {
  readonly storeId: string;
  readonly query: string;
  readonly limit: number;
  readonly signal: AbortSignal;
}

/**
 * The passages of a store nearest to a question, best first, from the index that answers. Empty for a store with
 * nothing in it. Throws `store.not-found` and the errors of the embedder.
 */
export async function searchKnowledge(
  ctx: WorkspaceScope,
  { storeId, query, limit, signal }: KnowledgeQuery,
): Promise<Passage[]> {
  const activeIndex = await findActiveIndex(ctx, storeId);
  if (!activeIndex) return [];
  return searchPassages({
    store: createPassageStore(ctx.sql),
    embedder: await openEmbedder(ctx, activeIndex),
    indexId: activeIndex.id,
    merge: activeIndex.merge,
    workspaceId: ctx.workspace.id,
    storeId,
    query,
    limit,
    signal,
  });
}
