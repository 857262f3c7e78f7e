import "server-only";
import { z } from "zod";
import { scoresInOrder } from "@/lib/providers/_contract/rerank-reply";
import type { Reranker } from "@/lib/providers/_contract/runtime";
import { apiFetch, endpoint, subjectOf, type Wire } from "@/lib/providers/_wire/api-fetch";
import { batchesOf } from "@/lib/providers/_wire/embed-batches";
import { garbled } from "@/lib/providers/_wire/failures";
import { readJson } from "@/lib/providers/_wire/read-json";
import { readInfo } from "./endpoint-info";

const MAX_BYTES = 4 * 2 ** 20;
/** Somebody waits for the answer: a reranker that takes longer is left out. */
const LONGEST_MS = 15_000;

const reply = z
  .array(z.object({ index: z.int().check(z.gte(0)), score: z.number() }))
  .transform((rows) => rows.map(({ index, score }) => ({ index, relevance_score: score })));

/**
 * `POST rerank` of text-embeddings-inference (https://huggingface.co/docs/text-embeddings-inference/quick_tour). Each text is scored
 * for itself, so that scores of several requests can be compared.
 */
export function createReranker(wire: Wire, model: string): Reranker {
  const subject = subjectOf(wire, model);
  const timeoutMs = Math.min(wire.timeouts.firstTokenMs, LONGEST_MS);
  const fetch = apiFetch(wire, { subject, limits: { maxBytes: MAX_BYTES, timeoutMs } });
  const ask = async (query: string, texts: readonly string[], signal: AbortSignal) => {
    const response = await fetch(endpoint(wire.connection.baseUrl, "rerank"), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query, texts, truncate: true }),
      signal,
    });
    const scores = scoresInOrder(
      await readJson(response, reply, { subject, signal }),
      texts.length,
    );
    if (!scores) throw garbled(subject, "not one score for each text");
    return scores;
  };
  let batchTexts: number | null = null;
  return {
    async rerank(query, texts, { signal }) {
      signal.throwIfAborted();
      if (texts.length === 0) return [];
      batchTexts ??= (await readInfo(wire, signal)).batchTexts;
      const scores: number[] = [];
      for (const batch of batchesOf(texts, batchTexts))
        scores.push(...(await ask(query, batch, signal)));
      return scores;
    },
  };
}
