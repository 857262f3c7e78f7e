import "server-only";
import { z } from "zod";
import type { OutboundFetch } from "@/lib/net/outbound";
import type { EmbedOptions, Embedder } from "@/lib/providers/_contract/runtime";
import { apiFetch, endpoint, subjectOf, type Wire } from "@/lib/providers/_wire/api-fetch";
import { garbled, type Subject } from "@/lib/providers/_wire/failures";
import { readJson } from "@/lib/providers/_wire/read-json";

/** Services cap a request at 2,048 texts or some 300,000 tokens; these stay well below with a long text in each. */
const BATCH_TEXTS = 96;
const BATCH_CHARS = 200_000;
const MAX_BYTES = 64 * 2 ** 20;

const reply = z.object({
  data: z.array(
    z.object({ index: z.number().int().min(0), embedding: z.array(z.number()).min(1) }),
  ),
});

/** `POST <base URL>/embeddings` (https://platform.openai.com/docs/api-reference/embeddings). */
export function createEmbedder(wire: Wire, model: string): Embedder {
  const subject = subjectOf(wire, model);
  const limits = { maxBytes: MAX_BYTES, timeoutMs: wire.timeouts.firstTokenMs };
  const fetch = apiFetch(wire, { subject, limits });
  let dimension: number | null = null;
  return {
    id: `${wire.provider.type}:${model}`,
    get dimension() {
      return dimension;
    },
    async embed(texts, options) {
      const vectors: number[][] = [];
      for (const batch of batches(texts)) {
        const answers = await embedBatch(batch, options, {
          fetch,
          subject,
          url: endpoint(wire.connection.baseUrl, "embeddings"),
        });
        for (const vector of answers) {
          dimension ??= vector.length;
          if (vector.length !== dimension) throw garbled(subject, "vectors of different lengths");
          vectors.push(vector);
        }
      }
      return vectors;
    },
  };
}

interface Call {
  readonly fetch: OutboundFetch;
  readonly subject: Subject;
  readonly url: string;
}

async function embedBatch(
  input: readonly string[],
  { signal }: EmbedOptions,
  { fetch, subject, url }: Call,
): Promise<number[][]> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: subject.model, input, encoding_format: "float" }),
    signal,
  });
  const { data } = await readJson(response, reply, { subject, signal });
  const ordered = new Array<number[] | undefined>(input.length);
  for (const { index, embedding } of data) ordered[index] = embedding;
  const complete = ordered.filter((vector) => vector !== undefined);
  if (data.length !== input.length || complete.length !== input.length) {
    throw garbled(subject, `${String(data.length)} vectors for ${String(input.length)} texts`);
  }
  return complete;
}

/** Groups of texts within both caps; a text above the cap goes alone. An empty text becomes a space, which all accept. */
function* batches(texts: readonly string[]): Generator<string[]> {
  let batch: string[] = [];
  let chars = 0;
  for (const text of texts) {
    if (batch.length > 0 && (batch.length >= BATCH_TEXTS || chars + text.length > BATCH_CHARS)) {
      yield batch;
      batch = [];
      chars = 0;
    }
    batch.push(text === "" ? " " : text);
    chars += text.length;
  }
  if (batch.length > 0) yield batch;
}
