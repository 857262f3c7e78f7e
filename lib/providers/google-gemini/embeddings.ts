import "server-only";
import { z } from "zod";
import type { Embedder } from "@/lib/providers/_contract/runtime";
import { endpoint, type Wire } from "@/lib/providers/_wire/api-fetch";
import { createBatchEmbedder } from "@/lib/providers/_wire/embed-batches";

/** The most that one request may hold. */
const BATCH_TEXTS = 100;

const reply = z.object({
  embeddings: z.array(z.object({ values: z.array(z.number()).min(1) })),
});

/** `POST models/{model}:batchEmbedContents` (https://ai.google.dev/api/embeddings). */
export function createEmbedder(wire: Wire, model: string): Embedder {
  return createBatchEmbedder(wire, {
    model,
    batchTexts: BATCH_TEXTS,
    url: endpoint(
      wire.connection.baseUrl,
      `models/${encodeURIComponent(model)}:batchEmbedContents`,
    ),
    bodyOf: (texts, purpose) => ({
      requests: texts.map((text) => ({
        model: `models/${model}`,
        content: { parts: [{ text }] },
        taskType: purpose === "query" ? "RETRIEVAL_QUERY" : "RETRIEVAL_DOCUMENT",
      })),
    }),
    reply,
    vectorsOf: ({ embeddings }) => embeddings.map(({ values }) => values),
  });
}
