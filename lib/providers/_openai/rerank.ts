import "server-only";
import { rerankReplySchema, scoresInOrder } from "@/lib/providers/_contract/rerank-reply";
import type { Reranker } from "@/lib/providers/_contract/runtime";
import { apiFetch, endpoint, subjectOf, type Wire } from "@/lib/providers/_wire/api-fetch";
import { garbled } from "@/lib/providers/_wire/failures";
import { readJson } from "@/lib/providers/_wire/read-json";

/** Room for a service that sends the texts back with their scores. */
const MAX_BYTES = 16 * 2 ** 20;
/** Somebody waits for the answer: a reranker that takes longer is left out. */
const LONGEST_MS = 15_000;

/** `POST <base URL>/rerank`, as Cohere, Jina, Voyage, vLLM and text-embeddings-inference gateways offer it. */
export function createReranker(wire: Wire, model: string): Reranker {
  const subject = subjectOf(wire, model);
  const timeoutMs = Math.min(wire.timeouts.firstTokenMs, LONGEST_MS);
  const fetch = apiFetch(wire, { subject, limits: { maxBytes: MAX_BYTES, timeoutMs } });
  return {
    async rerank(query, texts, { signal, onSearches }) {
      signal.throwIfAborted();
      if (texts.length === 0) return [];
      // Some services refuse an empty text; a space is one to all of them.
      const documents = texts.map((text) => (text === "" ? " " : text));
      const response = await fetch(endpoint(wire.connection.baseUrl, "rerank"), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ model, query, documents }),
        signal,
      });
      const reply = await readJson(response, rerankReplySchema, { subject, signal });
      if (reply.searches !== undefined) onSearches?.(reply.searches);
      const scores = scoresInOrder(reply.scored, texts.length);
      if (!scores) throw garbled(subject, "not one score for each text");
      return scores;
    },
  };
}
