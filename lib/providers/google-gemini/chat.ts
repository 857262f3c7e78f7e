import "server-only";
import { z } from "zod";
import type {
  ChatChunk,
  ChatMessage,
  ChatModel,
  ChatRequest,
  FinishReason,
} from "@/lib/providers/_contract/runtime";
import { endpoint, type Wire } from "@/lib/providers/_wire/api-fetch";
import { readEvent, readEvents } from "@/lib/providers/_wire/events";
import { streamAnswer, type Exchange } from "@/lib/providers/_wire/stream-answer";

/** `POST models/{model}:streamGenerateContent?alt=sse` (https://ai.google.dev/api/generate-content). */
export function createChat(wire: Wire): ChatModel {
  return {
    stream: (request) => streamAnswer(wire, request, (exchange) => ask(request, exchange)),
  };
}

const tokens = z.number().nullish();
const eventSchema = z.object({
  candidates: z
    .array(
      z.object({
        content: z
          .object({
            parts: z
              .array(
                z.object({
                  text: z.string().nullish(),
                  thought: z.boolean().nullish(),
                  functionCall: z
                    .object({ id: z.string().nullish(), name: z.string(), args: z.unknown() })
                    .nullish(),
                }),
              )
              .nullish(),
          })
          .nullish(),
        finishReason: z.string().nullish(),
      }),
    )
    .nullish(),
  promptFeedback: z.object({ blockReason: z.string().nullish() }).nullish(),
  usageMetadata: z
    .object({
      promptTokenCount: tokens,
      candidatesTokenCount: tokens,
      thoughtsTokenCount: tokens,
      cachedContentTokenCount: tokens,
    })
    .nullish(),
  error: z.object({ code: z.number().nullish(), message: z.string().nullish() }).nullish(),
});
type Event = z.output<typeof eventSchema>;

async function* ask(
  request: ChatRequest,
  { wire, fetch, signal, subject }: Exchange,
): AsyncGenerator<ChatChunk> {
  const path = `models/${encodeURIComponent(request.model)}:streamGenerateContent?alt=sse`;
  const response = await fetch(endpoint(wire.connection.baseUrl, path), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(bodyOf(request)),
    signal,
  });
  let calls = 0;
  for await (const raw of readEvents(response)) {
    const event = readEvent(raw, eventSchema, subject);
    if (event.error) throw new Error(event.error.message ?? "an error event");
    for (const chunk of chunksOf(event, calls)) {
      if (chunk.type === "tool-call") calls += 1;
      yield chunk;
    }
    const reason = finishOf(event, calls > 0);
    if (reason) yield { type: "finish", reason };
  }
}

function* chunksOf(
  { candidates, usageMetadata: usage }: Event,
  calls: number,
): Generator<ChatChunk> {
  let number = calls;
  for (const { text, thought, functionCall } of candidates?.[0]?.content?.parts ?? []) {
    if (text && !thought) yield { type: "text", text };
    if (functionCall) {
      const { id, name, args } = functionCall;
      const input = JSON.stringify(args ?? {});
      yield { type: "tool-call", id: id ?? `call-${String(number++)}`, name, input };
    }
  }
  if (usage) {
    const { promptTokenCount, candidatesTokenCount, thoughtsTokenCount } = usage;
    // Of the prompt's, what the service had from before.
    const cachedInputTokens = usage.cachedContentTokenCount ?? 0;
    // Thoughts are paid for as output, and counted apart.
    const outputTokens = (candidatesTokenCount ?? 0) + (thoughtsTokenCount ?? 0);
    yield {
      type: "usage",
      usage: {
        inputTokens: promptTokenCount ?? 0,
        outputTokens,
        ...(cachedInputTokens > 0 && { cachedInputTokens }),
      },
    };
  }
}

/** Every other reason is a kind of filter: SAFETY, RECITATION, BLOCKLIST, PROHIBITED_CONTENT, SPII, LANGUAGE, OTHER. */
function finishOf(
  { candidates, promptFeedback }: Event,
  calledTools: boolean,
): FinishReason | null {
  if (promptFeedback?.blockReason) return "content-filter";
  const reason = candidates?.[0]?.finishReason;
  switch (reason) {
    case null:
    case undefined:
      return null;
    case "STOP":
      return calledTools ? "tools" : "stop";
    case "MAX_TOKENS":
      return "length";
    default:
      return "content-filter";
  }
}

function bodyOf(request: ChatRequest): object {
  const system = request.messages.filter(({ role }) => role === "system");
  const { tools = [], reasoningEffort: effort, responseSchema } = request;
  return {
    contents: request.messages.filter(({ role }) => role !== "system").map(contentOf),
    ...(system.length > 0 && {
      systemInstruction: { parts: system.map(({ content }) => ({ text: content })) },
    }),
    generationConfig: {
      ...(request.temperature !== undefined && { temperature: request.temperature }),
      ...(request.maxOutputTokens !== undefined && { maxOutputTokens: request.maxOutputTokens }),
      ...(effort !== undefined && { thinkingConfig: thinkingOf(request.model, effort) }),
      ...(responseSchema !== undefined && {
        responseMimeType: "application/json",
        responseJsonSchema: responseSchema.schema,
      }),
    },
    ...(tools.length > 0 && {
      tools: [
        {
          functionDeclarations: tools.map(({ name, description, parameters }) => ({
            ...{ name, description, parametersJsonSchema: parameters },
          })),
        },
      ],
    }),
  };
}

/** Tokens, as Google's own OpenAI-compatible interface translates the three words for models that know no words. */
const BUDGETS = { low: 1024, medium: 8192, high: 24_576 } as const;

/** https://ai.google.dev/gemini-api/docs/thinking: levels came with Gemini 3. */
function thinkingOf(model: string, effort: keyof typeof BUDGETS): object {
  if (/^gemini-2\./.test(model)) return { thinkingBudget: BUDGETS[effort] };
  return { thinkingLevel: effort.toUpperCase() };
}

function contentOf({ role, content, images = [] }: ChatMessage): object {
  return {
    role: role === "assistant" ? "model" : "user",
    parts: [
      { text: content },
      ...images.map(({ mediaType, data }) => ({ inlineData: { mimeType: mediaType, data } })),
    ],
  };
}
