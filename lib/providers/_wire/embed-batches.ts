import "server-only";
import type { z } from "zod";
import type { EmbedOptions, Embedder } from "@/lib/providers/_contract/runtime";
import { apiFetch, subjectOf, type Wire } from "./api-fetch";
import { garbled } from "./failures";
import { readJson } from "./read-json";

/** Services cap a request at some 300,000 tokens; this stays well below with a long text in each place. */
const BATCH_CHARS = 200_000;
const MAX_BYTES = 64 * 2 ** 20;

/** How one service turns texts into vectors: one request a batch, one vector a text in the order of the texts. */
export interface EmbedProtocol<Schema extends z.ZodType> {
  readonly model: string;
  readonly url: string;
  /** Most texts of one request; asked for once where the server has to say it. */
  readonly batchTexts: number | ((signal: AbortSignal) => Promise<number>);
  bodyOf(texts: readonly string[], purpose: EmbedOptions["purpose"]): object;
  readonly reply: Schema;
  vectorsOf(reply: z.output<Schema>): readonly number[][];
  /** Tokens that the service says a request had; absent where it never does. */
  tokensOf?(reply: z.output<Schema>): number | undefined;
}

/** An embedder that asks batch by batch. An empty text becomes a space, which all services accept. */
export function createBatchEmbedder<Schema extends z.ZodType>(
  wire: Wire,
  protocol: EmbedProtocol<Schema>,
): Embedder {
  const subject = subjectOf(wire, protocol.model);
  const limits = { maxBytes: MAX_BYTES, timeoutMs: wire.timeouts.firstTokenMs };
  const fetch = apiFetch(wire, { subject, limits });
  let dimension: number | null = null;
  let batchTexts = typeof protocol.batchTexts === "number" ? protocol.batchTexts : null;
  const ask = async (texts: readonly string[], { signal, purpose, onUsage }: EmbedOptions) => {
    const response = await fetch(protocol.url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(protocol.bodyOf(texts, purpose)),
      signal,
    });
    const reply = await readJson(response, protocol.reply, { subject, signal });
    const tokens = protocol.tokensOf?.(reply);
    if (tokens !== undefined) onUsage?.({ inputTokens: tokens, outputTokens: 0 });
    const vectors = protocol.vectorsOf(reply);
    if (vectors.length !== texts.length) {
      const counts = `${String(vectors.length)} vectors for ${String(texts.length)} texts`;
      throw garbled(subject, counts);
    }
    return vectors;
  };
  return {
    id: `${wire.provider.type}:${protocol.model}`,
    get dimension() {
      return dimension;
    },
    async embed(texts, options) {
      options.signal.throwIfAborted();
      if (texts.length === 0) return [];
      const vectors: number[][] = [];
      if (typeof protocol.batchTexts === "function")
        batchTexts ??= await protocol.batchTexts(options.signal);
      for (const batch of batchesOf(texts, batchTexts ?? 1)) {
        for (const vector of await ask(batch, options)) {
          dimension ??= vector.length;
          if (vector.length !== dimension) throw garbled(subject, "vectors of different lengths");
          vectors.push(vector);
        }
      }
      return vectors;
    },
  };
}

/** Groups of texts within both caps; a text above the cap goes alone. */
export function* batchesOf(texts: readonly string[], batchTexts: number): Generator<string[]> {
  let batch: string[] = [];
  let chars = 0;
  for (const text of texts) {
    if (batch.length > 0 && (batch.length >= batchTexts || chars + text.length > BATCH_CHARS)) {
      yield batch;
      batch = [];
      chars = 0;
    }
    batch.push(text === "" ? " " : text);
    chars += text.length;
  }
  if (batch.length > 0) yield batch;
}
