import "server-only";
import { z } from "zod";
import type { Embedder } from "@/lib/providers/_contract/runtime";
import { endpoint, type Wire } from "@/lib/providers/_wire/api-fetch";
import { createBatchEmbedder } from "@/lib/providers/_wire/embed-batches";
import { readInfo } from "./endpoint-info";

const reply = z.array(z.array(z.number()).min(1));

/** `POST embed` of text-embeddings-inference (https://huggingface.co/docs/text-embeddings-inference/quick_tour). */
export function createEmbedder(wire: Wire, model: string): Embedder {
  return createBatchEmbedder(wire, {
    ...{ model, reply },
    batchTexts: async (signal) => (await readInfo(wire, signal)).batchTexts,
    url: endpoint(wire.connection.baseUrl, "embed"),
    bodyOf: (inputs) => ({ inputs, truncate: true, normalize: true }),
    vectorsOf: (vectors) => vectors,
  });
}
