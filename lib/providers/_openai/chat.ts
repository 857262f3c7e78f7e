import "server-only";
import {
  AIMessage,
  HumanMessage,
  SystemMessage,
  type AIMessageChunk,
  type BaseMessage,
} from "@langchain/core/messages";
import { ChatOpenAICompletions } from "@langchain/openai";
import { z } from "zod";
import { isAppError } from "@/lib/errors/app-error";
import type {
  ChatChunk,
  ChatMessage,
  ChatModel,
  ChatRequest,
  FinishReason,
  ToolSpec,
} from "@/lib/providers/_contract/runtime";
import { apiFetch, subjectOf, type Wire } from "@/lib/providers/_wire/api-fetch";
import { cutOff, garbled, type Subject } from "@/lib/providers/_wire/failures";
import { Patience } from "@/lib/providers/_wire/timeouts";
import { ToolCalls } from "./tool-calls";

/** Most bytes of one answer, and the longest an answer that keeps coming may take. */
const LIMITS = { maxBytes: 16 * 2 ** 20, timeoutMs: 15 * 60_000 };

/** LangChain insists on a key; the real one is put on by our own fetch, so no library ever holds it. */
const NO_KEY = "not-used";

/** `POST <base URL>/chat/completions` (https://platform.openai.com/docs/api-reference/chat), streamed. */
export function createChat(wire: Wire, options: Options): ChatModel {
  return { stream: (request) => stream(request, { ...wire, ...options }) };
}

interface Options {
  /** Ask for usage; some services refuse that and report it anyway. */
  readonly usageOnRequest: boolean;
}

type Setup = Wire & Options;

async function* stream(request: ChatRequest, wire: Setup): AsyncGenerator<ChatChunk> {
  request.signal.throwIfAborted();
  const subject = subjectOf(wire, request.model);
  const patience = new Patience(wire.timeouts, request.signal);
  const call = openCall(request, wire, subject);
  const tools = new ToolCalls();
  let passedOn = false;
  let finish: FinishReason | null = null;
  try {
    const pieces = await call.llm.stream(request.messages.map(toLangChain), {
      signal: patience.signal,
      ...(request.tools && { tools: request.tools.map(asFunction) }),
    });
    for await (const piece of pieces) {
      patience.progress();
      // After a refusal the interface ends with "stop" all the same.
      if (finish !== "refusal") finish = finishOf(piece) ?? finish;
      tools.take(piece.tool_call_chunks);
      for (const chunk of chunksOf(piece)) {
        passedOn ||= chunk.type === "text";
        yield chunk;
      }
    }
    patience.throwIfAborted(subject);
  } catch (error) {
    patience.throwIfAborted(subject);
    throw call.failure() ?? describeBroken(error, subject, passedOn);
  } finally {
    // Also when the reader stops early: an answer nobody reads must not go on costing.
    patience.end();
  }
  if (finish === null) throw call.notAStream() ?? cutOff(subject, !passedOn);
  yield* tools.whole();
  yield { type: "finish", reason: finish };
}

function asFunction({ name, description, parameters }: ToolSpec) {
  return { type: "function" as const, function: { name, description, parameters } };
}

/** One model call. The failure is remembered, because the libraries between wrap or drop what fetch throws. */
function openCall(request: ChatRequest, wire: Setup, subject: Subject) {
  let failure: unknown = null;
  let contentType = "";
  const guarded = apiFetch(wire, { subject, limits: LIMITS });
  const fetch: typeof guarded = async (input, init) => {
    try {
      const response = await guarded(input, init);
      contentType = response.headers.get("content-type") ?? "";
      return response;
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  const llm = new ChatOpenAICompletions({
    model: request.model,
    apiKey: NO_KEY,
    streamUsage: wire.usageOnRequest,
    maxRetries: 0,
    ...(request.temperature !== undefined && { temperature: request.temperature }),
    ...(request.maxOutputTokens !== undefined && { maxTokens: request.maxOutputTokens }),
    modelKwargs: extras(request),
    // The only place where a model's refusal can be seen.
    __includeRawResponse: true,
    // Nulls keep the SDK from reading organisation and project from the environment; it would log answers on its own.
    configuration: {
      baseURL: wire.connection.baseUrl,
      fetch,
      organization: null,
      project: null,
      logLevel: "off",
    },
  });
  return {
    llm,
    failure: () => (isAppError(failure) ? failure : null),
    notAStream: () =>
      /json|html/.test(contentType) ? garbled(subject, `answered ${contentType}`) : null,
  };
}

/** What LangChain has no field for, or has one only for models whose names it knows. */
function extras({ reasoningEffort, responseSchema }: ChatRequest): Record<string, unknown> {
  return {
    ...(reasoningEffort !== undefined && { reasoning_effort: reasoningEffort }),
    ...(responseSchema !== undefined && {
      response_format: {
        type: "json_schema",
        json_schema: { name: responseSchema.name, schema: responseSchema.schema, strict: true },
      },
    }),
  };
}

function toLangChain({ role, content, images = [] }: ChatMessage): BaseMessage {
  switch (role) {
    case "system":
      return new SystemMessage(content);
    case "user":
      if (images.length === 0) return new HumanMessage(content);
      return new HumanMessage({
        content: [
          { type: "text", text: content },
          ...images.map(({ mediaType, data }) => ({
            type: "image_url",
            image_url: { url: `data:${mediaType};base64,${data}` },
          })),
        ],
      });
    case "assistant":
      return new AIMessage(content);
  }
}

function* chunksOf(piece: AIMessageChunk): Generator<ChatChunk> {
  const { content, usage_metadata: usage } = piece;
  if (typeof content === "string" && content !== "") yield { type: "text", text: content };
  const refused = refusalIn(piece);
  if (refused !== "") yield { type: "text", text: refused };
  if (usage) {
    yield {
      type: "usage",
      usage: { inputTokens: usage.input_tokens, outputTokens: usage.output_tokens },
    };
  }
}

function finishOf(piece: AIMessageChunk): FinishReason | null {
  if (refusalIn(piece) !== "") return "refusal";
  const reason: unknown = piece.response_metadata.finish_reason;
  if (typeof reason !== "string") return null;
  return REASONS[reason] ?? "stop";
}

const REASONS: Readonly<Record<string, FinishReason>> = {
  length: "length",
  // Mistral's name for the same.
  model_length: "length",
  content_filter: "content-filter",
  tool_calls: "tools",
  refusal: "refusal",
};

/** The words in which a model declines, which the interface keeps apart from an answer. */
function refusalIn({ additional_kwargs: more }: AIMessageChunk): string {
  const raw = refusalSchema.safeParse(more.__raw_response);
  return raw.success ? (raw.data.choices[0]?.delta.refusal ?? "") : "";
}

const refusalSchema = z.object({
  choices: z.array(z.object({ delta: z.object({ refusal: z.string().nullish() }) })),
});

/** What broke while the answer came in: events that aren't JSON, a dropped connection, or an error sent as an event. */
function describeBroken(error: unknown, subject: Subject, passedOn: boolean): Error {
  if (error instanceof SyntaxError) return garbled(subject, "events that are not JSON");
  const ours = isAppError(error) && error.code !== "outbound.unreachable";
  return ours ? error : cutOff(subject, !passedOn);
}
