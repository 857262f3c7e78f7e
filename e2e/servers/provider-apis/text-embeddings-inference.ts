import { z } from "zod";
import { embed } from "../model-api/embed";
import { scoresOf } from "../model-api/rerank";
import { Problem, type Asked, type Reply, type Service } from "./host";

/** Hugging Face's text-embeddings-inference as its docs/openapi.json gives it: a server of one model, which embeds or ranks. */

export const TEI_EMBEDDING_MODEL = "acme/quote-embed-base";
export const TEI_RERANK_MODEL = "acme/quote-rerank-base";
/** What the server takes at once. */
const BATCH = 32;

/** The router's own `error_type` for each status. */
const ERROR_TYPES: Readonly<Record<number, string>> = {
  413: "Validation",
  422: "Tokenizer",
  424: "Backend",
  429: "Overloaded",
  503: "Unhealthy",
};

const embedBody = z.strictObject({
  inputs: z.array(z.string().min(1)).min(1),
  truncate: z.boolean().optional(),
  normalize: z.boolean().optional(),
  prompt_name: z.string().optional(),
});
const rerankBody = z.strictObject({
  query: z.string(),
  texts: z.array(z.string().min(1)).min(1),
  raw_scores: z.boolean().optional(),
  return_text: z.boolean().optional(),
  truncate: z.boolean().optional(),
});

/** A server of the embedding model, or of the ranking one. */
export function textEmbeddingsInference(serves: "embeddings" | "rerank"): Service {
  return {
    basePath: "",
    authorise({ headers }, key) {
      if (headers.authorization !== `Bearer ${key}`)
        throw new Problem(401, "Invalid credentials in Authorization header");
    },
    describe: ({ status, message, retryAfterSeconds }) => ({
      body: { error: message, error_type: ERROR_TYPES[status] ?? "Backend" },
      ...(retryAfterSeconds !== null && { headers: { "retry-after": String(retryAfterSeconds) } }),
    }),
    answer(asked, reply) {
      switch (`${asked.method} ${asked.path}`) {
        case "GET /info":
          reply.json(info(serves));
          return;
        case "POST /embed":
          if (serves !== "embeddings") throw new Problem(424, "model is not an embedding model");
          embedTexts(asked, reply);
          return;
        case "POST /rerank":
          if (serves !== "rerank") throw new Problem(424, "model is not a re-ranker model");
          rerank(asked, reply);
          return;
        default:
          throw new Problem(404, `No ${asked.path} here.`);
      }
    },
  };
}

function info(serves: "embeddings" | "rerank"): object {
  const embeds = serves === "embeddings";
  return {
    model_id: embeds ? TEI_EMBEDDING_MODEL : TEI_RERANK_MODEL,
    model_sha: null,
    model_dtype: "float16",
    model_type: embeds
      ? { embedding: { pooling: "mean" } }
      : { reranker: { id2label: { 0: "LABEL_0" }, label2id: { LABEL_0: 0 } } },
    ...{ max_concurrent_requests: 512, max_input_length: 512, max_batch_tokens: 16_384 },
    ...{ max_client_batch_size: BATCH, auto_truncate: false, tokenization_workers: 2 },
    version: "1.8.2",
  };
}

function checkBatch(size: number): void {
  if (size > BATCH)
    throw new Problem(
      413,
      `batch size ${String(size)} > maximum allowed batch size ${String(BATCH)}`,
    );
}

function embedTexts({ body, plan }: Asked, reply: Reply): void {
  const parsed = embedBody.safeParse(body);
  if (!parsed.success) throw new Problem(422, parsed.error.message);
  checkBatch(parsed.data.inputs.length);
  reply.json(parsed.data.inputs.map((text) => embed(text, plan.dimension)));
}

/** The best first, so that clients have to go by `index`. */
function rerank({ body }: Asked, reply: Reply): void {
  const parsed = rerankBody.safeParse(body);
  if (!parsed.success) throw new Problem(422, parsed.error.message);
  const { query, texts } = parsed.data;
  checkBatch(texts.length);
  const ranks = scoresOf(query, texts).map((score, index) => ({ index, score }));
  reply.json(ranks.sort((a, b) => b.score - a.score));
}
