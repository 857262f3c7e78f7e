import type { Passage, Usage } from "@/lib/graph/values";
import type { OutboundFetch } from "@/lib/net/outbound";

/** Where a provider is reached, the key opened. Lives in memory for one call; never logged, stored or sent on. */
export interface Connection {
  readonly baseUrl: string;
  readonly apiKey: string | null;
}

/** What a provider may use of the world: the guarded network, and nothing else. */
export interface ProviderPorts {
  readonly fetch: OutboundFetch;
}

export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  /** The question and passages as data, for a model that answers by quoting and reads no prompt. */
  readonly grounding?: { readonly question: string; readonly passages: readonly Passage[] };
  /** 0 to 2. */
  readonly temperature?: number;
  readonly maxOutputTokens?: number;
  /** Aborting closes the provider's connection; the stream then throws the signal's reason. */
  readonly signal: AbortSignal;
}

export type FinishReason = "stop" | "length" | "content-filter" | "no-answer";

/** Any number of text chunks, none empty; at most one usage; then exactly one finish. */
export type ChatChunk =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "usage"; readonly usage: Usage }
  | { readonly type: "finish"; readonly reason: FinishReason };

/**
 * Streams answers. Failures are AppErrors `model.…` or `outbound.…` that hold no key and no prompt. Nothing is tried
 * again here: that is the engine's, and `retryable` tells it whether trying again can help.
 */
export interface ChatModel {
  stream(request: ChatRequest): AsyncIterable<ChatChunk>;
}

export interface EmbedOptions {
  readonly signal: AbortSignal;
  /** Some models embed a question differently from a text to be found. */
  readonly purpose: "passage" | "query";
}

export interface Embedder {
  /** `provider:model`; vectors of different ids can't be compared. */
  readonly id: string;
  /** Null until the first answer, where the provider doesn't say. */
  readonly dimension: number | null;
  /** One vector for each text, in their order, all of one length. Throws as {@link ChatModel} does. */
  embed(texts: readonly string[], options: EmbedOptions): Promise<number[][]>;
}

/**
 * Reads a question together with each text that was found for it, which is slower and more exact than comparing
 * vectors. Most services share one interface: `POST …/rerank` with `{ model, query, documents }`. A provider that speaks it
 * reads the reply with `rerank-reply.ts` and only adds its address and headers; it leaves out `top_n` and its kin, so that
 * every text comes back with a score.
 */
export interface Reranker {
  /**
   * One score for each text, in the order of the texts; higher fits better. Scores of one call can be compared with
   * each other and with nothing else. No texts give no scores and make no request; an empty text is allowed. Throws as
   * {@link ChatModel} does; the search then keeps the order it has.
   */
  rerank(
    query: string,
    texts: readonly string[],
    options: { readonly signal: AbortSignal },
  ): Promise<number[]>;
}

/** How a provider is used. The members match the definition's abilities. */
export interface ProviderRuntime {
  chat?(connection: Connection, ports: ProviderPorts): ChatModel;
  embeddings?(connection: Connection, model: string, ports: ProviderPorts): Embedder;
  rerank?(connection: Connection, model: string, ports: ProviderPorts): Reranker;
  /** The models on offer, by id; empty where the provider doesn't list them. */
  listModels?(
    connection: Connection,
    ports: ProviderPorts,
    signal: AbortSignal,
  ): Promise<{ id: string }[]>;
}
