import "server-only";
import { z } from "zod";
import type { Embedder } from "@/lib/providers/_contract/runtime";
import { endpoint, type Wire } from "@/lib/providers/_wire/api-fetch";
import { createBatchEmbedder } from "@/lib/providers/_wire/embed-batches";

/** The most that one request may hold. */
const BATCH_TEXTS = 96;

const reply = z.object({
  embeddings: z.object({ float: z.array(z.array(z.number()).min(1)) }),
  meta: z
    .object({ billed_units: z.object({ input_tokens: z.number().int().min(0) }) })
    .optional()
    .catch(undefined),
});

/** `POST v2/embed` (https://docs.cohere.com/reference/embed). */
export function createEmbedder(wire: Wire, model: string): Embedder {
  return createBatchEmbedder(wire, {
    ...{ model, reply, batchTexts: BATCH_TEXTS },
    url: endpoint(wire.connection.baseUrl, "v2/embed"),
    bodyOf: (texts, purpose) => ({
      ...{ model, texts, embedding_types: ["float"] },
      input_type: purpose === "query" ? "search_query" : "search_document",
    }),
    vectorsOf: ({ embeddings }) => embeddings.float,
    tokensOf: ({ meta }) => meta?.billed_units.input_tokens,
  });
}
