import "server-only";
import { z } from "zod";
import { isAppError } from "@/lib/errors/app-error";
import type { ModelKind } from "@/lib/providers/_contract/runtime";
import { apiFetch, endpoint, subjectOf, type Wire } from "@/lib/providers/_wire/api-fetch";
import { readJson } from "@/lib/providers/_wire/read-json";

const LIMITS = { maxBytes: 2 ** 20 };

/** The server that runs on an endpoint, as far as it says. */
export interface EndpointInfo {
  /** Null for servers that only speak the interface of OpenAI, such as vLLM and llama.cpp. */
  readonly server: "text-generation-inference" | "text-embeddings-inference" | null;
  readonly model: string | null;
  readonly kind: ModelKind;
  /** Tokens of input and output together; of one text where it embeds or ranks. */
  readonly contextWindow: number | null;
  /** Most texts of one request. */
  readonly batchTexts: number;
}

/** What text-embeddings-inference takes unless it is told otherwise. */
const DEFAULT_BATCH = 32;

const count = z.number().int().positive().nullish().catch(null);
const reply = z.object({
  model_id: z.string().nullish(),
  router: z.string().nullish(),
  max_total_tokens: count,
  max_input_length: count,
  max_client_batch_size: count,
  model_type: z
    .object({ embedding: z.unknown(), reranker: z.unknown(), classifier: z.unknown() })
    .partial()
    .nullish()
    .catch(null),
});

const OTHER: EndpointInfo = {
  ...{ server: null, model: null, kind: "chat", contextWindow: null, batchTexts: DEFAULT_BATCH },
};

/**
 * `GET info`, which both servers have (https://huggingface.co/docs/text-generation-inference/reference/api_reference,
 * https://huggingface.co/docs/text-embeddings-inference/quick_tour); one that has none is another server.
 */
export async function readInfo(wire: Wire, signal: AbortSignal): Promise<EndpointInfo> {
  const subject = subjectOf(wire);
  const limits = { ...LIMITS, timeoutMs: wire.timeouts.firstTokenMs };
  const fetch = apiFetch(wire, { subject, limits });
  let response: Response;
  try {
    response = await fetch(endpoint(wire.connection.baseUrl, "info"), { signal });
  } catch (error) {
    if (isAppError(error) && error.code === "model.no-api") return OTHER;
    throw error;
  }
  return infoOf(await readJson(response, reply, { subject, signal }));
}

function infoOf(said: z.output<typeof reply>): EndpointInfo {
  const model = said.model_id ?? null;
  if (!said.model_type) {
    const contextWindow = said.max_total_tokens ?? null;
    return { ...OTHER, server: "text-generation-inference", model, contextWindow };
  }
  const { embedding, reranker } = said.model_type;
  return {
    ...{ server: "text-embeddings-inference", model },
    kind: embedding !== undefined ? "embedding" : reranker !== undefined ? "rerank" : "other",
    contextWindow: said.max_input_length ?? null,
    batchTexts: said.max_client_batch_size ?? DEFAULT_BATCH,
  };
}
