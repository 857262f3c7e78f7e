import { isAppError, type AppError } from "@/lib/errors/app-error";
import type { Passage } from "@/lib/graph/values";
import type { Reranker } from "@/lib/providers/_contract/runtime";

export interface Reranking {
  readonly open: () => Promise<Reranker>;
  /** Hears why the order stayed as it was. */
  readonly onFailed: (error: AppError) => void;
}

const CANDIDATES_EACH = 4;
const MOST_CANDIDATES = 50;

/** How many passages a reranker is given to choose `limit` from. */
export function candidatesFor(limit: number): number {
  return Math.max(limit, Math.min(limit * CANDIDATES_EACH, MOST_CANDIDATES));
}

/**
 * Puts passages in the order of a reranker's scores, which they then carry; equal ones keep their order. When it fails
 * they come back as they were: it may cost the better order, never an answer. An aborted signal's reason is thrown.
 */
export async function rerankPassages<P extends Passage>(
  found: readonly P[],
  { query, signal, open, onFailed }: Reranking & { query: string; signal: AbortSignal },
): Promise<readonly P[]> {
  if (found.length === 0) return found;
  try {
    const scores = await (await open()).rerank(query, found.map(textFor), { signal });
    return found
      .map((passage, index) => {
        const rerank = scores[index] ?? null;
        return { ...passage, scores: { ...passage.scores, rerank } };
      })
      .sort((a, b) => (b.scores.rerank ?? -Infinity) - (a.scores.rerank ?? -Infinity))
      .map((passage, at) => ({
        ...passage,
        ...(passage.places && { places: { ...passage.places, rerank: at + 1 } }),
      }));
  } catch (error) {
    signal.throwIfAborted();
    if (!isAppError(error)) throw error;
    onFailed(error);
    return found;
  }
}

/** The headings say what a passage is about where its own words don't. */
function textFor({ headings, text }: Passage): string {
  return [...headings, text].join("\n");
}
