import type { Fusion } from "./passage-store";

/** Weights for the built-in embedder, tuned on public retrieval sets (npm run eval -- retrieval). */
export const BUILT_IN_FUSION: Fusion = { keyword: 1, vector: 0.2, k: 20, pool: 100, related: 0.8 };

/** Weights for an embedding model that knows meaning: both rankings count the same, and related words are what it knows. */
export const MODEL_FUSION: Fusion = { keyword: 1, vector: 1, k: 60, pool: 100, related: 0 };

/**
 * How passages are ranked, for whoever keeps what rests on it: raise the version when the same index finds the same question other
 * passages, or gives them other scores. 2: related words.
 */
export const RETRIEVAL = { version: 2, fusion: [BUILT_IN_FUSION, MODEL_FUSION] } as const;
