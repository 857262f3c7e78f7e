import "server-only";
import {
  AIMessage,
  HumanMessage,
  SystemMessage,
  type AIMessageChunk,
} from "@langchain/core/messages";
import { ChatOpenAICompletions } from "@langchain/openai";
import { isAppError } from "@/lib/errors/app-error";
import type {
  ChatChunk,
  ChatMessage,
  ChatModel,
  ChatRequest,
  Connection,
  FinishReason,
  ProviderPorts,
} from "@/lib/providers/_contract/runtime";
import { apiFetch, hostOf } from "./api-fetch";
import { cutOff, garbled, type Subject } from "./failures";
import { Patience, type Timeouts } from "./timeouts";

/** Most bytes of one answer, and the longest an answer that keeps coming may take. */
const LIMITS = { maxBytes: 16 * 2 ** 20, timeoutMs: 15 * 60_000 };

/** LangChain insists on a key; the real one is put on by our own fetch, so no library ever holds it. */
const NO_KEY = "not-used";

export function createChat(
  connection: Connection,
  ports: ProviderPorts,
  timeouts: Timeouts,
): ChatModel {
  return { stream: (request) => stream(request, { connection, ports, timeouts }) };
}

interface Setup {
  readonly connection: Connection;
  readonly ports: ProviderPorts;
  readonly timeouts: Timeouts;
}

async function* stream(request: ChatRequest, setup: Setup): AsyncGenerator<ChatChunk> {
  request.signal.throwIfAborted();
  const subject: Subject = { host: hostOf(setup.connection.baseUrl), model: request.model };
  const patience = new Patience(setup.timeouts, request.signal);
  const call = openCall(request, setup, subject);
  let passedOn = false;
  let finish: FinishReason | null = null;
  try {
    const pieces = await call.llm.stream(request.messages.map(toLangChain), {
      signal: patience.signal,
    });
    for await (const piece of pieces) {
      patience.progress();
      finish ??= finishOf(piece);
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
  yield { type: "finish", reason: finish };
}

/** One model call. The failure is remembered, because the libraries between wrap or drop what fetch throws. */
function openCall(request: ChatRequest, { connection, ports, timeouts }: Setup, subject: Subject) {
  let failure: unknown = null;
  let contentType = "";
  const guarded = apiFetch(connection, ports, {
    subject,
    limits: { ...LIMITS, connectTimeoutMs: timeouts.connectMs },
  });
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
    streamUsage: true,
    maxRetries: 0,
    ...(request.temperature !== undefined && { temperature: request.temperature }),
    ...(request.maxOutputTokens !== undefined && { maxTokens: request.maxOutputTokens }),
    // Nulls keep the SDK from reading organisation and project from the environment; it would log answers on its own.
    configuration: {
      baseURL: connection.baseUrl,
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

function toLangChain({ role, content }: ChatMessage) {
  switch (role) {
    case "system":
      return new SystemMessage(content);
    case "user":
      return new HumanMessage(content);
    case "assistant":
      return new AIMessage(content);
  }
}

function* chunksOf({ content, usage_metadata: usage }: AIMessageChunk): Generator<ChatChunk> {
  if (typeof content === "string" && content !== "") yield { type: "text", text: content };
  if (usage) {
    yield {
      type: "usage",
      usage: { inputTokens: usage.input_tokens, outputTokens: usage.output_tokens },
    };
  }
}

function finishOf(piece: AIMessageChunk): FinishReason | null {
  const reason: unknown = piece.response_metadata.finish_reason;
  if (typeof reason !== "string") return null;
  if (reason === "length") return "length";
  return reason === "content_filter" ? "content-filter" : "stop";
}

/** What broke while the answer came in: events that aren't JSON, a dropped connection, or an error sent as an event. */
function describeBroken(error: unknown, subject: Subject, passedOn: boolean): Error {
  if (error instanceof SyntaxError) return garbled(subject, "events that are not JSON");
  const ours = isAppError(error) && error.code !== "outbound.unreachable";
  return ours ? error : cutOff(subject, !passedOn);
}
