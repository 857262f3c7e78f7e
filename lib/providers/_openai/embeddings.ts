import "server-only";
import { z } from "zod";
import type { Embedder } from "@/lib/providers/_contract/runtime";
import { endpoint, type Wire } from "@/lib/providers/_wire/api-fetch";
import { createBatchEmbedder } from "@/lib/providers/_wire/embed-batches";

/** Services cap a request at 2,048 texts or some 300,000 tokens; this stays well below with a long text in each. */
const BATCH_TEXTS = 96;

const reply = z.object({
  data: z.array(
    z.object({ index: z.number().int().min(0), embedding: z.array(z.number()).min(1) }),
  ),
  usage: z
    .object({ prompt_tokens: z.number().int().min(0) })
    .optional()
    .catch(undefined),
});

/** `POST <base URL>/embeddings` (https://platform.openai.com/docs/api-reference/embeddings). */
export function createEmbedder(wire: Wire, model: string): Embedder {
  return createBatchEmbedder(wire, {
    ...{ model, reply, batchTexts: BATCH_TEXTS },
    url: endpoint(wire.connection.baseUrl, "embeddings"),
    bodyOf: (input) => ({ model, input, encoding_format: "float" }),
    vectorsOf: ({ data }) => inOrder(data),
    tokensOf: ({ usage }) => usage?.prompt_tokens,
  });
}

/** By index, because the order of the list is not promised; fewer where two have the same. */
function inOrder(data: z.output<typeof reply>["data"]): number[][] {
  const byIndex = new Map(data.map(({ index, embedding }) => [index, embedding]));
  return [...byIndex].sort(([a], [b]) => a - b).map(([, embedding]) => embedding);
}
