import "server-only";
import { ChatAnthropic } from "@langchain/anthropic";
import {
  AIMessage,
  HumanMessage,
  SystemMessage,
  type AIMessageChunk,
  type BaseMessage,
} from "@langchain/core/messages";
import { ToolCalls } from "@/lib/providers/_wire/tool-calls";
import type {
  ChatChunk,
  ChatMessage,
  ChatModel,
  ChatRequest,
  FinishReason,
} from "@/lib/providers/_contract/runtime";
import { endpoint, type Wire } from "@/lib/providers/_wire/api-fetch";
import { streamAnswer, type Exchange } from "@/lib/providers/_wire/stream-answer";
import { settingsOf } from "./settings";

/** LangChain insists on a key; the real one is put on by our own fetch, so no library ever holds it. */
const NO_KEY = "not-used";

/** `POST v1/messages` (https://docs.claude.com/en/api/messages-streaming). */
export function createChat(wire: Wire): ChatModel {
  return {
    stream: (request) => streamAnswer(wire, request, (exchange) => ask(request, exchange)),
  };
}

async function* ask(request: ChatRequest, exchange: Exchange): AsyncGenerator<ChatChunk> {
  const { tools = [] } = request;
  const pieces = await openModel(request, exchange).stream(messagesOf(request.messages), {
    signal: exchange.signal,
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, parameters }) => ({
        ...{ name, description, input_schema: { type: "object" as const, ...parameters } },
      })),
    }),
  });
  const calls = new ToolCalls();
  const used = { inputTokens: 0, outputTokens: 0 };
  const cache = { cachedInputTokens: 0, cacheWriteInputTokens: 0 };
  let reason: FinishReason | null = null;
  for await (const piece of pieces) {
    calls.take(piece.tool_call_chunks);
    if (piece.text !== "") yield { type: "text", text: piece.text };
    // The first event has the input, the last one the whole output.
    used.inputTokens ||= piece.usage_metadata?.input_tokens ?? 0;
    const { cache_read, cache_creation } = piece.usage_metadata?.input_token_details ?? {};
    cache.cachedInputTokens ||= cache_read ?? 0;
    cache.cacheWriteInputTokens ||= cache_creation ?? 0;
    used.outputTokens = piece.usage_metadata?.output_tokens ?? used.outputTokens;
    reason = finishOf(piece) ?? reason;
  }
  if (!reason) return;
  yield* calls.whole();
  const { cachedInputTokens, cacheWriteInputTokens } = cache;
  yield {
    type: "usage",
    usage: {
      ...used,
      ...(cachedInputTokens > 0 && { cachedInputTokens }),
      ...(cacheWriteInputTokens > 0 && { cacheWriteInputTokens }),
    },
  };
  yield { type: "finish", reason };
}

function openModel(request: ChatRequest, { wire, fetch }: Exchange): ChatAnthropic {
  const url = endpoint(wire.connection.baseUrl, "v1/messages");
  return new ChatAnthropic({
    model: request.model,
    apiKey: NO_KEY,
    anthropicApiUrl: wire.connection.baseUrl,
    maxRetries: 0,
    streamUsage: true,
    ...settingsOf(request),
    clientOptions: {
      // Whatever a library takes an address from, the key goes nowhere but there.
      fetch: (_, init) => fetch(url, init),
      // It would read a second key from the environment, and log answers on its own.
      authToken: null,
      logLevel: "off",
      dangerouslyAllowBrowser: false,
    },
  });
}

/** The instructions first, and marked: their part of the next prompts is then read from the service's cache. */
function messagesOf(messages: readonly ChatMessage[]): BaseMessage[] {
  const system = messages.filter(({ role }) => role === "system").map(({ content }) => content);
  const cached = { type: "text", text: system.join("\n\n"), cache_control: { type: "ephemeral" } };
  return [
    ...(system.length > 0 ? [new SystemMessage({ content: [cached] })] : []),
    ...messages.filter(({ role }) => role !== "system").map(messageOf),
  ];
}

function messageOf({ role, content, images = [] }: ChatMessage): BaseMessage {
  if (role === "assistant") return new AIMessage(content);
  if (images.length === 0) return new HumanMessage(content);
  const pictures = images.map(({ mediaType, data }) => ({
    type: "image",
    source: { type: "base64", media_type: mediaType, data },
  }));
  return new HumanMessage({ content: [...pictures, { type: "text", text: content }] });
}

/** https://docs.claude.com/en/api/handling-stop-reasons; a refusal there is the service's, and has no words. */
const REASONS: Readonly<Record<string, FinishReason>> = {
  end_turn: "stop",
  stop_sequence: "stop",
  pause_turn: "stop",
  max_tokens: "length",
  model_context_window_exceeded: "length",
  tool_use: "tools",
  refusal: "content-filter",
};

function finishOf({ additional_kwargs: more }: AIMessageChunk): FinishReason | null {
  const reason = more.stop_reason;
  return typeof reason === "string" ? (REASONS[reason] ?? "stop") : null;
}
