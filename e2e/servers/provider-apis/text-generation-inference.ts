import { randomUUID } from "node:crypto";
import { z } from "zod";
import { textOf } from "../model-api/answer";
import { Problem, type Asked, type Reply, type Service } from "./host";
import { piecesOf, play, tokensIn, type Played } from "./play";

/**
 * Hugging Face's text-generation-inference as its docs/openapi.json and huggingface.co/docs/text-generation-inference (Messages API)
 * give it, behind the proxy of an Inference Endpoint (huggingface.co/docs/inference-endpoints/guides/autoscaling).
 */

export const TGI_MODEL = "acme/quote-7b-support";

const content = z.union([
  z.string(),
  z.array(
    z.union([
      z.strictObject({ type: z.literal("text"), text: z.string() }),
      z.strictObject({
        type: z.literal("image_url"),
        image_url: z.strictObject({ url: z.string() }),
      }),
    ]),
  ),
]);
const tool = z.looseObject({
  type: z.literal("function"),
  function: z.looseObject({ name: z.string(), parameters: z.record(z.string(), z.unknown()) }),
});
const chatBody = z.looseObject({
  messages: z.array(z.looseObject({ role: z.string(), content: content.nullish() })).min(1),
  stream: z.boolean().optional(),
  stream_options: z.object({ include_usage: z.boolean() }).optional(),
  max_tokens: z.int().min(1).optional(),
  temperature: z.number().min(0).optional(),
  /** Its own form, not OpenAI's: the schema is the `value` of a grammar. */
  response_format: z
    .strictObject({
      type: z.enum(["json", "json_object"]),
      value: z.record(z.string(), z.unknown()),
    })
    .optional(),
  tools: z.array(tool).optional(),
  tool_choice: z
    .union([
      z.enum(["auto", "none", "required"]),
      z.looseObject({ function: z.object({ name: z.string() }) }),
    ])
    .optional(),
});
type ChatBody = z.output<typeof chatBody>;

/** The router's own `error_type` for each status. */
const ERROR_TYPES: Readonly<Record<number, string>> = {
  422: "validation",
  424: "generation",
  429: "overloaded",
  500: "incomplete_generation",
};

export const textGenerationInference: Service = {
  basePath: "",
  authorise({ headers }, key) {
    if (headers.authorization !== `Bearer ${key}`)
      throw new Problem(401, "Invalid credentials in Authorization header");
  },
  describe: ({ status, message, retryAfterSeconds }) => ({
    body: {
      error: message,
      ...(status in ERROR_TYPES && { error_type: ERROR_TYPES[status] }),
    },
    ...(retryAfterSeconds !== null && { headers: { "retry-after": String(retryAfterSeconds) } }),
  }),
  answer(asked, reply) {
    switch (`${asked.method} ${asked.path}`) {
      case "GET /info":
        reply.json(info());
        return;
      case "GET /health":
        reply.json({});
        return;
      case "POST /v1/chat/completions":
        return chat(asked, reply);
      default:
        throw new Problem(404, `No ${asked.path} here.`);
    }
  },
};

function info(): object {
  return {
    ...{ model_id: TGI_MODEL, model_sha: null, model_pipeline_tag: "text-generation" },
    ...{ max_concurrent_requests: 128, max_best_of: 2, max_stop_sequences: 4 },
    ...{ max_input_tokens: 7168, max_total_tokens: 8192, max_client_batch_size: 4 },
    ...{ validation_workers: 2, router: "text-generation-router", version: "3.3.5" },
  };
}

function chat(asked: Asked, reply: Reply): unknown {
  const parsed = chatBody.safeParse(asked.body);
  if (!parsed.success)
    throw new Problem(422, `Input validation error: ${parsed.error.issues[0]?.message ?? ""}`);
  const body = parsed.data;
  const failure = asked.plan.take(["context-too-long", "too-long"]);
  if (failure?.mode === "context-too-long")
    throw new Problem(
      422,
      "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 8192. Given: 9000 `inputs` tokens and 200 `max_new_tokens`",
    );
  const played = playChat(body);
  const finish = failure ? "length" : played.toolCall ? "tool_calls" : "stop";
  const input = tokensIn(body.messages.map((one) => textOf(one.content)).join(" "));
  const output = tokensIn(played.text || JSON.stringify(played.toolCall));
  const usage = {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
  };
  const head = { id: "", created: 1_767_225_600, model: TGI_MODEL, system_fingerprint: "3.3.5" };
  if (body.stream)
    return reply.stream(
      frames({ played, finish, usage: body.stream_options?.include_usage ? usage : null, head }),
    );
  const message = {
    role: "assistant",
    ...(played.toolCall ? { tool_calls: calls(played) } : { content: played.text }),
  };
  reply.json({
    ...head,
    object: "chat.completion",
    choices: [{ index: 0, message, finish_reason: finish }],
    usage,
  });
  return;
}

function playChat(body: ChatBody): Played {
  const choice = body.tool_choice ?? "auto";
  const tools = (body.tools ?? []).map(({ function: { name, parameters } }) => ({
    name,
    schema: parameters,
  }));
  const forced = typeof choice === "object" ? choice.function.name : null;
  return play({
    messages: body.messages.map(({ role, content }) => ({ role, content: content ?? "" })),
    schema: body.response_format?.value,
    tools: forced === null ? tools : tools.filter(({ name }) => name === forced),
    toolUse:
      forced !== null || choice === "required" ? "forced" : choice === "none" ? "none" : "auto",
  });
}

function calls({ toolCall }: Played): object[] {
  const call = { name: toolCall?.name, arguments: JSON.stringify(toolCall?.args) };
  return [{ index: 0, id: `call_${randomUUID()}`, type: "function", function: call }];
}

interface Answer {
  readonly played: Played;
  readonly finish: string;
  readonly usage: object | null;
  readonly head: object;
}

function frames({ played, finish, usage, head }: Answer) {
  const event = (delta: object, finishReason: string | null) => {
    const choices = [{ index: 0, delta, logprobs: null, finish_reason: finishReason }];
    const chunk = { ...head, object: "chat.completion.chunk", choices, usage: null };
    return `data: ${JSON.stringify(chunk)}\n\n`;
  };
  const role = "assistant";
  const deltas = played.toolCall
    ? [{ role, tool_calls: calls(played) }]
    : piecesOf(played.text).map((piece) => ({ role, content: piece }));
  const total = { ...head, object: "chat.completion.chunk", choices: [], usage };
  return {
    open: [],
    pieces: deltas.map((delta) => event(delta, null)),
    close: [
      event({ role, content: "" }, finish),
      ...(usage ? [`data: ${JSON.stringify(total)}\n\n`] : []),
      "data: [DONE]\n\n",
    ],
    garbled: "data: {oops\n\n",
    error: `data: ${JSON.stringify({ error: "Request failed during generation: Server error: CUDA out of memory for {key}", error_type: "generation" })}\n\n`,
  };
}
