import "server-only";
import type { DocumentFilter } from "@/lib/graph/document-filters";
import type { Passage } from "@/lib/graph/values";
import type { ModelChoice, RerankFailure } from "@/lib/nodes/_contract/context";
import { searchPassages, type Retrieval } from "@/lib/knowledge/retrieval/search";
import type { ContextReport, Extent } from "@/lib/knowledge/retrieval/with-context";
import { createPassageStore } from "@/lib/vector-stores/postgres/passage-store";
import { needsNoConnection } from "@/lib/providers/catalog";
import type { WorkspaceScope } from "../context";
import { findActiveIndex, type ActiveIndex } from "../store/active-index";
import type { CallMade } from "../usage/record-call";
import { openEmbedder } from "./embedder";
import { openReranker } from "./reranker";

export interface KnowledgeQuery {
  readonly storeId: string;
  readonly query: string;
  readonly limit: number;
  /** The model that puts what was found in order, and who hears that it could not. */
  readonly rerank?: ModelChoice;
  readonly onRerankFailed?: (failure: RerankFailure) => void;
  /** Whose eyes it is for: the id of a member; null for anybody. Hides what they may not read at its source. */
  readonly reader: string | null;
  /** No other sources are searched; null: all that are linked to the store. */
  readonly sourceIds?: readonly string[] | null;
  readonly distinct?: boolean;
  readonly onRepeats?: (leftOut: number) => void;
  /** Only documents that meet all of them. */
  readonly filters?: readonly DocumentFilter[];
  /** What stands around the passages found is handed on too; who hears what that came to. */
  readonly extent?: Extent;
  readonly onContext?: (report: ContextReport) => void;
  /** Searched for besides the query. */
  readonly wordings?: readonly string[];
  /** Which node of which run searches, for the account of what models used. */
  readonly caller?: CallMade["caller"];
  /** The index that answers for the store, where it was read just now. */
  readonly index?: ActiveIndex | null;
  /** Settles when models that cost something may be asked; absent: at once. */
  readonly ready?: Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * The passages of a store nearest to a question, best first, from the index that answers. Empty for a store with
 * nothing in it. Throws `store.not-found` and the errors of the embedder.
 */
export async function searchKnowledge(
  ctx: WorkspaceScope,
  { storeId, query, limit, signal, reader, sourceIds = null, index, ...more }: KnowledgeQuery,
): Promise<Passage[]> {
  const activeIndex = index === undefined ? await findActiveIndex(ctx, storeId) : index;
  if (!activeIndex) return [];
  const { ready } = more;
  if (!needsNoConnection(activeIndex.connectionId)) await ready;
  return searchPassages({
    store: createPassageStore(ctx.sql),
    embedder: await openEmbedder(ctx, activeIndex, more.caller),
    indexId: activeIndex.id,
    merge: activeIndex.merge,
    restricted: activeIndex.restricted,
    reader,
    workspaceId: ctx.workspace.id,
    storeId,
    query,
    limit,
    signal,
    sourceIds,
    ...extrasOf(ctx, more),
  });
}

function extrasOf(
  ctx: WorkspaceScope,
  {
    rerank,
    onRerankFailed,
    caller,
    ready,
    distinct = false,
    onRepeats,
    filters,
    wordings,
    extent,
    onContext,
  }: Omit<
    KnowledgeQuery,
    "storeId" | "query" | "limit" | "signal" | "reader" | "sourceIds" | "index"
  >,
): Pick<Retrieval, "reranking" | "repeats" | "filters" | "wordings" | "context"> {
  return {
    ...(filters && { filters }),
    ...(wordings && { wordings }),
    ...(extent && { context: { extent, onContext: (report) => onContext?.(report) } }),
    ...(rerank && {
      reranking: {
        open: async () => {
          await ready;
          return openReranker(ctx, rerank, caller);
        },
        onFailed: ({ code, params }) => onRerankFailed?.({ model: rerank.model, code, params }),
      },
    }),
    ...(distinct && { repeats: { onLeftOut: (count) => onRepeats?.(count) } }),
  };
}
