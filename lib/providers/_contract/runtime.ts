import type { Passage, Usage } from "@/lib/graph/values";
import type { OutboundFetch } from "@/lib/net/outbound";

/** Where a provider is reached, the key opened. Lives in memory for one call; never logged, stored or sent on. */
export interface Connection {
  readonly baseUrl: string;
  readonly apiKey: string | null;
  /** Sent with every request, besides what the provider's definition says. As secret as the key. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a provider may use of the world: the guarded network, and nothing else. */
export interface ProviderPorts {
  readonly fetch: OutboundFetch;
}

export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
  /** Seen together with the text of a user's message, by models that can see. */
  readonly images?: readonly ChatImage[];
}

export interface ChatImage {
  /** `image/png`, `image/jpeg`, `image/webp` or `image/gif`. */
  readonly mediaType: string;
  /** Base64, without the `data:` before it. */
  readonly data: string;
}

/** Something the model may ask for instead of answering. */
export interface ToolSpec {
  /** Letters, digits, `_` and `-`, at most 64. */
  readonly name: string;
  readonly description: string;
  /** JSON Schema of an object. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  /** The question and passages as data, for a model that answers by quoting and reads no prompt. */
  readonly grounding?: { readonly question: string; readonly passages: readonly Passage[] };
  /** 0 to 2. */
  readonly temperature?: number;
  readonly maxOutputTokens?: number;
  /** For models that think before they answer; others refuse it. */
  readonly reasoningEffort?: "low" | "medium" | "high";
  /** The answer has to be JSON of this schema (an object; `name` as for tools). */
  readonly responseSchema?: {
    readonly name: string;
    readonly schema: Readonly<Record<string, unknown>>;
  };
  readonly tools?: readonly ToolSpec[];
  /** Aborting closes the provider's connection; the stream then throws the signal's reason. */
  readonly signal: AbortSignal;
}

/**
 * `length`: the limit of output was reached; `content-filter`: the service took the answer away; `refusal`: the model
 * declined, and its text says so; `tools`: it asked for tools; `no-answer`: the passages hold none.
 */
export type FinishReason = "stop" | "length" | "content-filter" | "refusal" | "tools" | "no-answer";

/** Any number of text chunks, none empty, and of whole tool calls; at most one usage; then exactly one finish. */
export type ChatChunk =
  | { readonly type: "text"; readonly text: string }
  /** `input` is the JSON text as the model wrote it; it may be wrong. */
  | {
      readonly type: "tool-call";
      readonly id: string;
      readonly name: string;
      readonly input: string;
    }
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
  /** Hears the tokens of each request, where the service tells them. */
  readonly onUsage?: (usage: Usage) => void;
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
    options: {
      readonly signal: AbortSignal;
      /** Hears the searches that the service counts, where it tells them. */
      readonly onSearches?: (count: number) => void;
    },
  ): Promise<number[]>;
}

export type ModelKind = "chat" | "embedding" | "rerank" | "other";

/** What a service says of one of its models; what it doesn't say is absent. */
export interface ModelInfo {
  readonly id: string;
  /** What people call it, where that differs from the id. */
  readonly name?: string;
  readonly kind?: ModelKind;
  /** Tokens of input and output together. */
  readonly contextWindow?: number;
  /** Most tokens of one answer. */
  readonly maxOutputTokens?: number;
  readonly tools?: boolean;
  readonly structuredOutput?: boolean;
  readonly vision?: boolean;
  readonly reasoning?: boolean;
  readonly price?: ModelPrice;
}

/** US dollars per million tokens. */
export interface TokenPrices {
  readonly input: number;
  readonly output: number;
  /** Of input that the service still had from a call before; absent where that costs what other input does. */
  readonly cachedInput?: number;
  /** Of input that it keeps for the next call; absent where that costs what other input does. */
  readonly cacheWrite?: number;
}

export interface ModelPrice extends TokenPrices {
  /** What the whole call costs once its input is longer than that many tokens. */
  readonly longPrompt?: TokenPrices & { readonly overTokens: number };
  /** US dollars for a search, where a service counts those. */
  readonly search?: number;
}

/** How a provider is used. The members match the definition's abilities. */
export interface ProviderRuntime {
  chat?(connection: Connection, ports: ProviderPorts): ChatModel;
  embeddings?(connection: Connection, model: string, ports: ProviderPorts): Embedder;
  rerank?(connection: Connection, model: string, ports: ProviderPorts): Reranker;
  /** The models on offer, in no order; empty where the provider doesn't list them. */
  listModels?(
    connection: Connection,
    ports: ProviderPorts,
    signal: AbortSignal,
  ): Promise<readonly ModelInfo[]>;
}
