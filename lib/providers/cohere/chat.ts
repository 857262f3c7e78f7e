import "server-only";
import { z } from "zod";
import { ToolCalls } from "@/lib/providers/_wire/tool-calls";
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

/** `POST v2/chat` (https://docs.cohere.com/reference/chat-stream). */
export function createChat(wire: Wire): ChatModel {
  return {
    stream: (request) => streamAnswer(wire, request, (exchange) => ask(request, exchange)),
  };
}

const units = z.object({ input_tokens: z.number().nullish(), output_tokens: z.number().nullish() });
const text = z.string().nullish();
/** Of the many events only what is read here. */
const eventSchema = z.object({
  type: z.string(),
  index: z.number().nullish(),
  delta: z
    .object({
      message: z
        .object({
          content: z.union([z.object({ text }), z.array(z.unknown())]).nullish(),
          tool_calls: z
            .union([
              z.object({ id: text, function: z.object({ name: text, arguments: text }).nullish() }),
              z.array(z.unknown()),
            ])
            .nullish(),
        })
        .nullish(),
      finish_reason: text,
      error: text,
      usage: z.object({ billed_units: units.nullish(), tokens: units.nullish() }).nullish(),
    })
    .nullish(),
});
type Event = z.output<typeof eventSchema>;

async function* ask(
  request: ChatRequest,
  { wire, fetch, signal, subject }: Exchange,
): AsyncGenerator<ChatChunk> {
  const response = await fetch(endpoint(wire.connection.baseUrl, "v2/chat"), {
    method: "POST",
    headers: { "content-type": "application/json", accept: "text/event-stream" },
    body: JSON.stringify(bodyOf(request)),
    signal,
  });
  const tools = new ToolCalls();
  for await (const raw of readEvents(response)) {
    if (raw.data === "[DONE]") return;
    const event = readEvent(raw, eventSchema, subject);
    takeToolCall(tools, event);
    const piece = event.delta?.message?.content;
    if (event.type.startsWith("content") && piece && !Array.isArray(piece) && piece.text)
      yield { type: "text", text: piece.text };
    if (event.type !== "message-end") continue;
    yield* tools.whole();
    yield* endOf(event);
  }
}

function takeToolCall(tools: ToolCalls, { index, delta }: Event): void {
  const call = delta?.message?.tool_calls;
  if (!call || Array.isArray(call)) return;
  const { id, function: called } = call;
  const pieces = { id: id ?? "", name: called?.name ?? "", args: called?.arguments ?? "" };
  tools.take([{ index: index ?? 0, ...pieces }]);
}

/** Usage as it is billed; the other count holds what the service adds on its own. */
function* endOf({ delta }: Event): Generator<ChatChunk> {
  const used = delta?.usage?.billed_units ?? delta?.usage?.tokens;
  if (used) {
    const { input_tokens: inputTokens, output_tokens: outputTokens } = used;
    const usage = { inputTokens: inputTokens ?? 0, outputTokens: outputTokens ?? 0 };
    yield { type: "usage", usage };
  }
  const reason = REASONS[delta?.finish_reason ?? ""];
  if (!reason) throw new Error(delta?.error ?? `ended with ${delta?.finish_reason ?? "nothing"}`);
  yield { type: "finish", reason };
}

/** The others (ERROR, TIMEOUT) say that the answer broke off. */
const REASONS: Readonly<Record<string, FinishReason>> = {
  COMPLETE: "stop",
  STOP_SEQUENCE: "stop",
  MAX_TOKENS: "length",
  TOOL_CALL: "tools",
  ERROR_TOXIC: "content-filter",
};

/** Tokens of thought; the most a model can do where none are named. */
const BUDGETS = { low: { token_budget: 1024 }, medium: { token_budget: 8192 }, high: {} } as const;

function bodyOf(request: ChatRequest): object {
  const { model, temperature, reasoningEffort: effort, responseSchema, tools = [] } = request;
  // A model that isn't told to write JSON may write blanks until its limit.
  const told = responseSchema ? [{ role: "system", content: "Write JSON." }] : [];
  return {
    ...{ model, stream: true, messages: [...told, ...request.messages.map(messageOf)] },
    ...(temperature !== undefined && { temperature: Math.min(temperature, 1) }),
    ...(request.maxOutputTokens !== undefined && { max_tokens: request.maxOutputTokens }),
    ...(effort !== undefined && { thinking: { type: "enabled", ...BUDGETS[effort] } }),
    ...(responseSchema !== undefined && {
      response_format: { type: "json_object", json_schema: responseSchema.schema },
    }),
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, parameters }) => ({
        ...{ type: "function", function: { name, description, parameters } },
      })),
    }),
  };
}

function messageOf({ role, content, images = [] }: ChatMessage): object {
  if (images.length === 0) return { role, content };
  const pictures = images.map(({ mediaType, data }) => ({
    ...{ type: "image_url", image_url: { url: `data:${mediaType};base64,${data}` } },
  }));
  return { role, content: [{ type: "text", text: content }, ...pictures] };
}
