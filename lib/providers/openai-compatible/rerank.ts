import "server-only";
import { rerankReplySchema, scoresInOrder } from "@/lib/providers/_contract/rerank-reply";
import type { Connection, ProviderPorts, Reranker } from "@/lib/providers/_contract/runtime";
import { apiFetch, endpoint, hostOf } from "./api-fetch";
import { garbled, type Subject } from "./failures";
import { readJson } from "./read-json";
import type { Timeouts } from "./timeouts";

/** Room for a service that sends the texts back with their scores. */
const MAX_BYTES = 16 * 2 ** 20;
/** Somebody waits for the answer: a reranker that takes longer is left out. */
const LONGEST_MS = 15_000;

/** `POST <base URL>/rerank`, as Cohere, Jina, Voyage, vLLM and text-embeddings-inference gateways offer it. */
export function createReranker({ connection, ports, timeouts }: Setup, model: string): Reranker {
  const subject: Subject = { host: hostOf(connection.baseUrl), model };
  const limits = {
    maxBytes: MAX_BYTES,
    timeoutMs: Math.min(timeouts.firstTokenMs, LONGEST_MS),
    connectTimeoutMs: timeouts.connectMs,
  };
  const fetch = apiFetch(connection, ports, { subject, limits });
  return {
    async rerank(query, texts, { signal }) {
      signal.throwIfAborted();
      if (texts.length === 0) return [];
      // Some services refuse an empty text; a space is one to all of them.
      const documents = texts.map((text) => (text === "" ? " " : text));
      const response = await fetch(endpoint(connection.baseUrl, "rerank"), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ model, query, documents }),
        signal,
      });
      const reply = await readJson(response, rerankReplySchema, { subject, signal });
      const scores = scoresInOrder(reply, texts.length);
      if (!scores) throw garbled(subject, "not one score for each text");
      return scores;
    },
  };
}

interface Setup {
  readonly connection: Connection;
  readonly ports: ProviderPorts;
  readonly timeouts: Timeouts;
}
