import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { z } from "zod";
import { play, type JsonSchema, type Played } from "../provider-apis/play";
import { textOf } from "./answer";
import type { Call, ControlState } from "./control";
import type { ServerDialect } from "./dialects";
import { questionsFrom } from "./questions";
import { refuse, sendJson, streamAnswer, usageOf, type Pieces } from "./replies";

const schema = z.record(z.string(), z.unknown());

const knownFields = {
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.unknown() })).min(1),
  stream: z.boolean().optional(),
  temperature: z.number().min(0).optional(),
  max_tokens: z.int().min(1).optional(),
  tools: z
    .array(
      z.object({
        type: z.literal("function"),
        function: z.object({ name: z.string(), parameters: schema }),
      }),
    )
    .optional(),
  tool_choice: z.unknown().optional(),
  response_format: z
    .object({
      type: z.string(),
      json_schema: z
        .object({ name: z.string(), schema, strict: z.boolean().optional() })
        .optional(),
    })
    .optional(),
};

const strictBody = z.strictObject(knownFields);
const openBody = z.object({
  ...knownFields,
  max_completion_tokens: z.int().min(1).optional(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).optional(),
});
type Body = z.infer<typeof openBody>;

export interface ChatConditions {
  readonly state: ControlState;
  readonly failure: ReturnType<ControlState["nextFailure"]>;
  readonly dialect: ServerDialect;
  readonly call: Call;
  readonly model: string;
}

const REASONER = /^(?:o1|gpt-5)/;
const REFUSED = "I can't help with that.";

/** Answers from the numbered passages of the prompt, calls a tool that the question names, and fails as planned. */
export async function chat(
  response: ServerResponse,
  sent: unknown,
  { state, failure, dialect, call, model: known }: ChatConditions,
): Promise<void> {
  const parsed = dialect.strict ? strictBody.safeParse(sent) : openBody.safeParse(sent);
  if (!parsed.success) {
    const status = dialect.strict ? 422 : 400;
    refuse(response, dialect, { status, message: parsed.error.message, code: null });
    return;
  }
  const body: Body = parsed.data;
  const problem = problemOf(body, dialect);
  if (problem !== null) {
    refuse(response, dialect, { status: 400, message: problem, code: "unsupported_value" });
    return;
  }
  const ours = body.model === known || body.model.startsWith(`ft:${known}:`);
  if (!ours && !(dialect.reasoners && REASONER.test(body.model))) {
    const message = `The model '${body.model}' does not exist.`;
    refuse(response, dialect, { status: 404, message, code: "model_not_found" });
    return;
  }
  const played = playedFrom(body, state);
  const prompt = body.messages.map(({ content }) => textOf(content)).join(" ");
  const usage = usageOf(prompt, played.text);
  if (!body.stream) {
    sendWhole(response, { model: body.model, played, usage });
    return;
  }
  const asked = dialect.strict === true || body.stream_options?.include_usage === true;
  const whole = await streamAnswer(response, {
    id: `chatcmpl-${randomUUID()}`,
    model: body.model,
    ...piecesOf(played, body, failure?.mode),
    usage: asked ? usage : null,
    pieceDelayMs: state.pieceDelayMs,
    failure,
    dialect,
  });
  if (whole && asked) call.usage = usage;
}

/** What the service says of settings that the model does not take. */
function problemOf(body: Body, { maxTemperature, reasoners }: ServerDialect): string | null {
  const { model, temperature } = body;
  if (temperature !== undefined && temperature > maxTemperature) {
    return `'temperature' must be at most ${String(maxTemperature)}.`;
  }
  if (!reasoners || !REASONER.test(model)) return null;
  if (temperature !== undefined && temperature !== 1) {
    return "Unsupported value: 'temperature' does not support this value with this model.";
  }
  if (body.max_tokens === undefined) return null;
  return "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.";
}

/** The schema that a prompt asks to keep to in words. */
function schemaIn(messages: Body["messages"]): JsonSchema | undefined {
  const text = messages.map(({ content }) => textOf(content)).join("\n");
  const found = /JSON Schema[^\n]*:\n(\{.*\})/.exec(text)?.[1];
  return found === undefined ? undefined : (JSON.parse(found) as JsonSchema);
}

function playedFrom(
  body: Body,
  { alsoSay, keepsToWords }: Pick<ControlState, "alsoSay" | "keepsToWords">,
): Played {
  const { messages, tools = [], tool_choice: choice, response_format: format } = body;
  const questions = questionsFrom(messages);
  if (questions !== null) return { text: questions, toolCall: null };
  const told: JsonSchema | undefined = format?.json_schema?.schema;
  const asked = told ?? (keepsToWords ? schemaIn(messages) : undefined);
  const played = play({
    messages,
    schema: asked,
    tools: tools.map(({ function: { name, parameters } }) => ({ name, schema: parameters })),
    toolUse: choice === "required" ? "forced" : choice === "none" ? "none" : "auto",
  });
  if (asked || played.toolCall) return played;
  return { ...played, text: [played.text, alsoSay].filter(Boolean).join(" ") };
}

/** The answer in the pieces that a model sends, cut where it would be too long. */
function piecesOf({ text, toolCall }: Played, body: Body, mode: string | undefined): Pieces {
  if (mode === "refusal") return { deltas: [{ refusal: REFUSED }], finish: "stop" };
  if (toolCall) {
    const call = { index: 0, id: "call_1", type: "function" };
    const args = JSON.stringify(toolCall.args);
    const pieces = ["", args.slice(0, 9), args.slice(9)];
    const deltas = pieces.map((piece, index) => ({
      tool_calls: [
        index === 0
          ? { ...call, function: { name: toolCall.name, arguments: piece } }
          : { index: 0, function: { arguments: piece } },
      ],
    }));
    return { deltas, finish: "tool_calls" };
  }
  const words = text.match(/\S+\s*/g) ?? [];
  const most = body.max_completion_tokens ?? body.max_tokens ?? Infinity;
  const kept = words.slice(0, mode === "too-long" || mode === "filtered" ? 2 : most);
  const deltas = kept.map((content) => ({ content }));
  if (mode === "filtered") return { deltas, finish: "content_filter" };
  return { deltas, finish: kept.length < words.length ? "length" : "stop" };
}

function sendWhole(
  response: ServerResponse,
  { model, played, usage }: { model: string; played: Played; usage: object },
): void {
  const { name, args } = played.toolCall ?? {};
  const call = { name, arguments: JSON.stringify(args) };
  const message = played.toolCall
    ? {
        role: "assistant",
        content: null,
        tool_calls: [{ id: "call_1", type: "function", function: call }],
      }
    : { role: "assistant", content: played.text };
  const finish = played.toolCall ? "tool_calls" : "stop";
  sendJson(response, 200, {
    id: `chatcmpl-${randomUUID()}`,
    object: "chat.completion",
    created: Math.floor(Date.now() / 1000),
    model,
    choices: [{ index: 0, message, finish_reason: finish, logprobs: null }],
    usage,
  });
}
