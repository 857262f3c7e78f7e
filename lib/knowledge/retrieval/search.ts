import "server-only";
import type { DocumentFilter } from "@/lib/graph/document-filters";
import type { Passage } from "@/lib/graph/values";
import type { Embedder } from "@/lib/providers/_contract/runtime";
import { BUILT_IN_FUSION, MODEL_FUSION } from "@/lib/vector-stores/_contract/fusion";
import type {
  FoundPassage,
  Fusion,
  PassageStore,
} from "@/lib/vector-stores/_contract/passage-store";
import { joinWordings } from "./join-wordings";
import { leaveOutRepeats } from "./leave-out-repeats";
import { candidatesFor, rerankPassages, type Reranking } from "./rerank";
import { withContext, type ContextRequest } from "./with-context";
import { inSurroundings } from "./surroundings";

/** So many times as many passages are found as are asked for, where some may be left out. */
const SPARE = 2;

export interface Retrieval {
  store: Pick<PassageStore, "search" | "neighbours" | "wholeVersions" | "versionTokens">;
  /** The embedder the index was made with. */
  embedder: Embedder;
  indexId: string;
  workspaceId: string;
  storeId: string;
  query: string;
  limit: number;
  signal: AbortSignal;
  filters?: readonly DocumentFilter[];
  /** Other wordings of the query, searched for besides it. */
  wordings?: readonly string[];
  /** Only measurements set it; by default it suits the embedder. */
  fusion?: Fusion;
  /** The index has small passages within larger ones: those are handed on, each once. */
  merge?: boolean;
  /** No other sources are searched; null: all that are linked to the store. */
  sourceIds?: readonly string[] | null;
  /** Whose eyes it is for, as `PassageQuery.reader`; and its `restricted`. */
  reader: string | null;
  restricted?: boolean;
  /** A model that puts more candidates than `limit` in order. */
  reranking?: Reranking;
  /** Passages that only repeat better ones are left out, and others take their places; hears how many there were. */
  repeats?: { readonly onLeftOut: (count: number) => void };
  /** What stands around the passages found is handed on with them, beyond `limit`. */
  context?: Pick<ContextRequest, "extent" | "onContext">;
}

/** The passages nearest to a question, best first. Throws what the embedder and the store throw. */
export async function searchPassages({
  embedder,
  store,
  reranking,
  repeats,
  wordings,
  context,
  ...request
}: Retrieval): Promise<Passage[]> {
  const { query, signal } = request;
  const fusion = fusionFor(embedder);
  const { limit } = request;
  const candidates = Math.max(
    reranking ? candidatesFor(limit) : limit,
    repeats ? limit * SPARE : 0,
  );
  const queries = [query, ...(wordings ?? [])];
  const vectors = await embedder.embed(queries, { signal, purpose: "query" });
  const found = joinWordings(
    await Promise.all(
      queries.map((text, at) =>
        store.search({
          fusion,
          ...request,
          query: text,
          limit: candidates,
          vector: vectors[at] ?? null,
        }),
      ),
    ),
    candidates,
  );
  const ordered = reranking ? await rerankPassages(found, { query, signal, ...reranking }) : found;
  const { indexId, workspaceId, storeId, reader } = request;
  const handedOn = (passages: readonly FoundPassage[]) =>
    context
      ? withContext(passages.map(withoutAround), {
          ...context,
          store,
          place: { indexId, workspaceId, storeId, reader },
        })
      : inSurroundings(passages);
  if (!repeats) return handedOn(ordered.slice(0, limit));
  const distinct = leaveOutRepeats(ordered).slice(0, limit);
  const last = distinct.at(-1);
  const seen = ordered.findIndex(({ id }) => id === last?.id) + 1;
  const leftOut = seen - distinct.length;
  if (leftOut > 0) repeats.onLeftOut(leftOut);
  return handedOn(distinct);
}

function withoutAround({ around: _around, ...passage }: FoundPassage): Passage {
  return passage;
}

/** The built-in embedder matches words, as keyword search does better; a model's ranking counts as much as it. */
export function fusionFor(embedder: Pick<Embedder, "id">): Fusion {
  return embedder.id.startsWith("built-in:") ? BUILT_IN_FUSION : MODEL_FUSION;
}
