import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import { textOf } from "../model-api/answer";
import { Problem, type Asked, type Reply, type Service } from "./host";
import { piecesOf, play, tokensIn, type Played } from "./play";

/**
 * Anthropic's Messages API as docs.claude.com/en/api/messages, …/api/messages-streaming, …/api/errors and …/api/models-list give it.
 */

export const ANTHROPIC_MODEL = "claude-quote-1";
const VERSION = "2023-06-01";
/** The newest first, a page at a time. */
const MODELS = [
  { id: ANTHROPIC_MODEL, display_name: "Claude Quote 1", max_input_tokens: 200_000 },
  { id: "claude-quote-0", display_name: "Claude Quote 0", max_input_tokens: 100_000 },
];

/** docs.claude.com/en/api/errors: the type that goes with each status. */
const ERROR_TYPES: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  402: "billing_error",
  403: "permission_error",
  404: "not_found_error",
  413: "request_too_large",
  429: "rate_limit_error",
  504: "timeout_error",
  529: "overloaded_error",
};

const cacheControl = z.strictObject({
  type: z.literal("ephemeral"),
  ttl: z.enum(["5m", "1h"]).optional(),
});
const textBlock = z.strictObject({
  type: z.literal("text"),
  text: z.string().min(1),
  cache_control: cacheControl.nullish(),
});
const imageBlock = z.strictObject({
  type: z.literal("image"),
  source: z.strictObject({
    type: z.literal("base64"),
    media_type: z.enum(["image/png", "image/jpeg", "image/gif", "image/webp"]),
    data: z.base64(),
  }),
  cache_control: cacheControl.nullish(),
});
const toolUseBlock = z.strictObject({
  type: z.literal("tool_use"),
  id: z.string(),
  name: z.string(),
  input: z.record(z.string(), z.unknown()),
  cache_control: cacheControl.nullish(),
});
const toolResultBlock = z.strictObject({
  type: z.literal("tool_result"),
  tool_use_id: z.string(),
  content: z.union([z.string(), z.array(textBlock)]),
  is_error: z.boolean().optional(),
  cache_control: cacheControl.nullish(),
});
const content = z.union([
  z.string().min(1),
  z.array(z.union([textBlock, imageBlock, toolUseBlock, toolResultBlock])).min(1),
]);

/** What is not known is refused, as the service does. */
const messageBody = z.strictObject({
  model: z.string(),
  max_tokens: z.int().min(1),
  messages: z.array(z.strictObject({ role: z.enum(["user", "assistant"]), content })).min(1),
  system: z.union([z.string(), z.array(textBlock)]).optional(),
  stream: z.boolean().optional(),
  temperature: z.number().min(0).max(1).optional(),
  stop_sequences: z.array(z.string()).optional(),
  tools: z
    .array(
      z.looseObject({
        name: z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/),
        input_schema: z.looseObject({ type: z.literal("object") }),
      }),
    )
    .optional(),
  tool_choice: z
    .looseObject({ type: z.enum(["auto", "any", "tool", "none"]), name: z.string().optional() })
    .optional(),
  thinking: z
    .union([
      z.strictObject({ type: z.literal("enabled"), budget_tokens: z.int().min(1024) }),
      z.strictObject({ type: z.literal("adaptive") }),
      z.strictObject({ type: z.literal("disabled") }),
    ])
    .optional(),
  output_config: z
    .strictObject({
      effort: z.enum(["low", "medium", "high", "xhigh", "max"]).optional(),
      format: z
        .strictObject({
          type: z.literal("json_schema"),
          schema: z.record(z.string(), z.unknown()),
        })
        .optional(),
    })
    .optional(),
});
type MessageBody = z.output<typeof messageBody>;

/** A service with its own cache of prompts. */
export function anthropicService(): Service {
  const cached = new Set<string>();
  return {
    basePath: "",
    authorise({ headers }, key) {
      if (headers["anthropic-version"] !== VERSION)
        throw new Problem(400, "anthropic-version: header is required");
      if (headers.authorization !== undefined || headers["x-api-key"] !== key)
        throw new Problem(401, "invalid x-api-key");
    },
    describe: ({ status, message, retryAfterSeconds }) => {
      const id = `req_${randomUUID()}`;
      return {
        body: {
          type: "error",
          error: { type: ERROR_TYPES[status] ?? "api_error", message },
          request_id: id,
        },
        headers: {
          "request-id": id,
          ...(retryAfterSeconds !== null && { "retry-after": String(retryAfterSeconds) }),
        },
      };
    },
    answer(asked, reply) {
      if (asked.path === "/v1/models" && asked.method === "GET") return listModels(asked, reply);
      if (asked.path === "/v1/messages" && asked.method === "POST")
        return message(asked, reply, cached);
      throw new Problem(404, `Not found: ${asked.path}`);
    },
  };
}

/** Pages of one, so that a client that reads the first page only is noticed. */
function listModels({ query }: Asked, reply: Reply): void {
  const after = MODELS.findIndex(({ id }) => id === query.get("after_id"));
  const data = MODELS.slice(after + 1, after + 2).map((model) => ({
    ...model,
    type: "model",
    created_at: "2026-01-01T00:00:00Z",
    max_tokens: 64_000,
    capabilities: {
      image_input: { supported: true },
      structured_outputs: { supported: true },
      thinking: { supported: true },
    },
  }));
  reply.json({
    data,
    has_more: after + 2 < MODELS.length,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
  });
}

function message(asked: Asked, reply: Reply, cached: Set<string>): unknown {
  const parsed = messageBody.safeParse(asked.body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Problem(400, `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
  }
  const body = parsed.data;
  if (!MODELS.some(({ id }) => id === body.model)) throw new Problem(404, `model: ${body.model}`);
  const failure = asked.plan.take(["context-too-long", "quota", "filtered", "too-long"]);
  if (failure?.mode === "context-too-long")
    throw new Problem(400, "prompt is too long: 200251 tokens > 200000 maximum");
  if (failure?.mode === "quota") {
    const message =
      "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing.";
    throw new Problem(400, message);
  }
  const played = playMessage(body);
  const stopReason =
    failure?.mode === "filtered" ? "refusal" : failure ? "max_tokens" : stopOf(played);
  const answer: Answer = {
    id: `msg_${randomUUID()}`,
    model: body.model,
    played: stopReason === "refusal" ? { text: "", toolCall: null } : played,
    stopReason,
    usage: usageOf(body, played, cached),
    thinks: body.thinking !== undefined && body.thinking.type !== "disabled",
  };
  return body.stream ? stream(reply, answer) : reply.json(whole(answer));
}

function playMessage(body: MessageBody): Played {
  const messages = body.messages.map(({ role, content }) => {
    const result = Array.isArray(content) && content.some(({ type }) => type === "tool_result");
    return { role: result ? "tool" : role, content };
  });
  const { type = "auto" } = body.tool_choice ?? {};
  return play({
    messages: [{ role: "system", content: body.system ?? "" }, ...messages],
    schema: body.output_config?.format?.schema,
    tools: (body.tools ?? []).map(({ name, input_schema: schema }) => ({
      name,
      schema: schema,
    })),
    toolUse: type === "any" || type === "tool" ? "forced" : type,
  });
}

function stopOf({ toolCall }: Played): string {
  return toolCall ? "tool_use" : "end_turn";
}

interface Usage {
  readonly input_tokens: number;
  readonly cache_creation_input_tokens: number;
  readonly cache_read_input_tokens: number;
  readonly output_tokens: number;
}

/** Input tokens are those after the last cached part, as docs.claude.com/en/docs/build-with-claude/prompt-caching says. */
function usageOf(body: MessageBody, played: Played, cached: Set<string>): Usage {
  const system = typeof body.system === "string" ? [] : (body.system ?? []);
  const marked = system.findLastIndex((block) => block.cache_control);
  const prefix = system
    .slice(0, marked + 1)
    .map(({ text }) => text)
    .join("\n");
  const all = [textOf(body.system ?? ""), ...body.messages.map((one) => textOf(one.content))];
  const total = tokensIn(all.join(" "));
  const kept = tokensIn(prefix);
  const hash = createHash("sha256").update(prefix).digest("hex");
  const hit = cached.has(hash);
  if (kept > 0) cached.add(hash);
  return {
    input_tokens: total - kept,
    cache_creation_input_tokens: hit ? 0 : kept,
    cache_read_input_tokens: hit ? kept : 0,
    output_tokens: tokensIn(played.text || JSON.stringify(played.toolCall)),
  };
}

interface Answer {
  readonly id: string;
  readonly model: string;
  readonly played: Played;
  readonly stopReason: string;
  readonly usage: Usage;
  readonly thinks: boolean;
}

function whole({ id, model, played, stopReason, usage }: Answer): object {
  const { text, toolCall } = played;
  const content = toolCall
    ? [{ type: "tool_use", id: "toolu_1", name: toolCall.name, input: toolCall.args }]
    : text
      ? [{ type: "text", text }]
      : [];
  return {
    ...{ id, type: "message", role: "assistant", model, content, usage },
    ...{ stop_reason: stopReason, stop_sequence: null },
  };
}

function stream(reply: Reply, answer: Answer): Promise<boolean> {
  const { played, stopReason, usage } = answer;
  const { output_tokens: outputTokens, ...input } = usage;
  const start = {
    ...whole({ ...answer, played: { text: "", toolCall: null } }),
    ...{ content: [], stop_reason: null, usage: { ...input, output_tokens: 1 } },
  };
  const index = answer.thinks ? 1 : 0;
  const thought = answer.thinks ? thinking() : [];
  const { toolCall } = played;
  const block = toolCall
    ? { type: "tool_use", id: "toolu_1", name: toolCall.name, input: {} }
    : { type: "text", text: "" };
  const deltas = toolCall
    ? (JSON.stringify(toolCall.args).match(/.{1,7}/gs) ?? []).map((json) => ({
        type: "input_json_delta",
        partial_json: json,
      }))
    : piecesOf(played.text).map((text) => ({ type: "text_delta", text }));
  return reply.stream({
    open: [
      event("message_start", { message: start }),
      ...thought,
      event("content_block_start", { index, content_block: block }),
      event("ping", {}),
    ],
    pieces: deltas.map((delta) => event("content_block_delta", { index, delta })),
    close: [
      event("content_block_stop", { index }),
      event("message_delta", {
        delta: { stop_reason: stopReason, stop_sequence: null },
        usage: { output_tokens: outputTokens },
      }),
      event("message_stop", {}),
    ],
    garbled: "event: content_block_delta\ndata: {oops\n\n",
    error: event("error", { error: { type: "overloaded_error", message: "Overloaded: {key}" } }),
  });
}

/** A block of thinking comes first, with the signature at its end. */
function thinking(): string[] {
  const index = 0;
  const block = { type: "thinking", thinking: "", signature: "" };
  const delta = (value: object) => event("content_block_delta", { index, delta: value });
  return [
    event("content_block_start", { index, content_block: block }),
    delta({ type: "thinking_delta", thinking: "The passages may say it." }),
    delta({ type: "signature_delta", signature: "EqQBCgIYAhIM" }),
    event("content_block_stop", { index }),
  ];
}

function event(type: string, data: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
}
