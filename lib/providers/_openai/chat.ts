import "server-only";
import {
  AIMessage,
  HumanMessage,
  SystemMessage,
  AIMessageChunk,
  type BaseMessage,
  type UsageMetadata,
} from "@langchain/core/messages";
import { ChatOpenAICompletions, type ChatOpenAIFields } from "@langchain/openai";
import { z } from "zod";
import type { Usage } from "@/lib/graph/values";
import type {
  ChatChunk,
  ChatMessage,
  ChatModel,
  ChatRequest,
  FinishReason,
  ToolSpec,
} from "@/lib/providers/_contract/runtime";
import { OPENAI_REASONERS } from "@/lib/models/names";
import type { Wire } from "@/lib/providers/_wire/api-fetch";
import { streamAnswer, type Exchange } from "@/lib/providers/_wire/stream-answer";
import { ToolCalls } from "@/lib/providers/_wire/tool-calls";

/** LangChain insists on a key; the real one is put on by our own fetch, so no library ever holds it. */
const NO_KEY = "not-used";

/** `POST <base URL>/chat/completions` (https://platform.openai.com/docs/api-reference/chat), streamed. */
export function createChat(wire: Wire, options: ChatOptions): ChatModel {
  return {
    stream: (request) => streamAnswer(wire, request, (exchange) => ask(request, exchange, options)),
  };
}

type ResponseSchema = NonNullable<ChatRequest["responseSchema"]>;

export interface ChatOptions {
  /** Ask for usage; some services refuse that and report it anyway. */
  readonly usageOnRequest: boolean;
  /** How an answer of a schema is asked for; OpenAI's own way where absent. */
  readonly responseFormat?: (asked: ResponseSchema) => object;
  /** The highest temperature that is taken; a higher one is lowered to it. Default: 2. */
  readonly maxTemperature?: number;
  /** The longest answer goes by `max_completion_tokens` for every model, as OpenAI asks; others know the old name only. */
  readonly newTokenLimit?: boolean;
}

/** LangChain knows who asks for the new name by a list of models that grows old. */
class NewTokenLimit extends ChatOpenAICompletions {
  override invocationParams(...args: Parameters<ChatOpenAICompletions["invocationParams"]>) {
    const { max_tokens: most, ...params } = super.invocationParams(...args);
    return { max_completion_tokens: most, ...params };
  }
}

async function* ask(
  request: ChatRequest,
  exchange: Exchange,
  options: ChatOptions,
): AsyncGenerator<ChatChunk> {
  const llm = openModel(request, exchange, options);
  // Below LangChain's own `stream`, which for its tracing puts all pieces together again with every raw event in them
  // (more work than all the rest), and sends prompts to whatever tracing service the environment names.
  const pieces = llm._streamResponseChunks(request.messages.map(toLangChain), {
    signal: exchange.signal,
    ...(request.tools && { tools: request.tools.map(asFunction) }),
  });
  const tools = new ToolCalls();
  let finish: FinishReason | null = null;
  for await (const { message, generationInfo } of pieces) {
    const piece = asAnswer(message);
    const refused = refusalIn(piece);
    // After a refusal the interface ends with "stop" all the same.
    if (refused !== "") finish = "refusal";
    if (finish !== "refusal") finish = finishFrom(generationInfo?.finish_reason) ?? finish;
    tools.take(piece.tool_call_chunks);
    yield* chunksOf(piece, refused);
  }
  if (finish === null) return;
  yield* tools.whole();
  yield { type: "finish", reason: finish };
}

/** A piece of another kind comes from LangChain where a service leaves out whose words it sends. */
function asAnswer(message: BaseMessage): AIMessageChunk {
  if (AIMessageChunk.isInstance(message)) return message;
  const { content, additional_kwargs } = message;
  return new AIMessageChunk({ content, additional_kwargs });
}

function asFunction({ name, description, parameters }: ToolSpec) {
  return { type: "function" as const, function: { name, description, parameters } };
}

function openModel(request: ChatRequest, { wire, fetch }: Exchange, options: ChatOptions) {
  const temperature = temperatureOf(request, options);
  const fields: ChatOpenAIFields = {
    model: request.model,
    apiKey: NO_KEY,
    streamUsage: options.usageOnRequest,
    maxRetries: 0,
    ...(temperature !== undefined && { temperature }),
    ...(request.maxOutputTokens !== undefined && { maxTokens: request.maxOutputTokens }),
    modelKwargs: extras(request, options),
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
  };
  return options.newTokenLimit ? new NewTokenLimit(fields) : new ChatOpenAICompletions(fields);
}

function temperatureOf(
  { model, temperature }: ChatRequest,
  { maxTemperature = 2 }: ChatOptions,
): number | undefined {
  if (temperature === undefined || OPENAI_REASONERS.test(model)) return undefined;
  return Math.min(temperature, maxTemperature);
}

/** What LangChain has no field for, or has one only for models whose names it knows. */
function extras(
  { reasoningEffort, responseSchema }: ChatRequest,
  { responseFormat = openAiFormat }: ChatOptions,
): Record<string, unknown> {
  return {
    ...(reasoningEffort !== undefined && { reasoning_effort: reasoningEffort }),
    ...(responseSchema !== undefined && { response_format: responseFormat(responseSchema) }),
  };
}

function openAiFormat({ name, schema }: ResponseSchema): object {
  return { type: "json_schema", json_schema: { name, schema, strict: true } };
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

function* chunksOf(piece: AIMessageChunk, refused: string): Generator<ChatChunk> {
  const { content, usage_metadata: usage } = piece;
  if (typeof content === "string" && content !== "") yield { type: "text", text: content };
  if (refused !== "") yield { type: "text", text: refused };
  if (usage) yield { type: "usage", usage: usageFrom(usage) };
}

function usageFrom({ input_tokens, output_tokens, input_token_details }: UsageMetadata): Usage {
  const cached = input_token_details?.cache_read ?? 0;
  return {
    inputTokens: input_tokens,
    outputTokens: output_tokens,
    ...(cached > 0 && { cachedInputTokens: cached }),
  };
}

function finishFrom(reason: unknown): FinishReason | null {
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
