import { randomUUID } from "node:crypto";
import { z } from "zod";
import { textOf } from "../model-api/answer";
import { embed } from "../model-api/embed";
import { scoresOf } from "../model-api/rerank";
import { Problem, type Asked, type Reply, type Service } from "./host";
import { piecesOf, play, tokensIn, type Played } from "./play";

/** Cohere's API v2 as docs.cohere.com/reference/chat-stream, …/embed, …/rerank, …/list-models and …/errors give it. */

export const COHERE_MODEL = "command-quote-1";
export const COHERE_EMBEDDING_MODEL = "embed-quote-1";
export const COHERE_RERANK_MODEL = "rerank-quote-1";

const MODELS = [
  { name: COHERE_MODEL, endpoints: ["chat"], context_length: 256_000 },
  { name: COHERE_EMBEDDING_MODEL, endpoints: ["embed"], context_length: 512 },
  { name: COHERE_RERANK_MODEL, endpoints: ["rerank"], context_length: 4096 },
].map((model) => ({
  ...model,
  is_deprecated: false,
  finetuned: false,
  features: ["tools", "json_schema"],
}));

const textPart = z.strictObject({ type: z.literal("text"), text: z.string() });
const imagePart = z.strictObject({
  type: z.literal("image_url"),
  image_url: z.strictObject({ url: z.string().startsWith("data:image/") }),
});
const toolCall = z.strictObject({
  id: z.string(),
  type: z.literal("function"),
  function: z.strictObject({ name: z.string(), arguments: z.string() }),
});
const chatBody = z.strictObject({
  model: z.string(),
  stream: z.boolean(),
  messages: z
    .array(
      z.union([
        z.strictObject({ role: z.literal("system"), content: z.string() }),
        z.strictObject({
          role: z.literal("user"),
          content: z.union([z.string(), z.array(z.union([textPart, imagePart]))]),
        }),
        z.strictObject({
          role: z.literal("assistant"),
          content: z.string().optional(),
          tool_calls: z.array(toolCall).optional(),
        }),
        z.strictObject({
          role: z.literal("tool"),
          tool_call_id: z.string(),
          content: z.string(),
        }),
      ]),
    )
    .min(1),
  tools: z
    .array(
      z.strictObject({
        type: z.literal("function"),
        function: z.strictObject({
          name: z.string(),
          description: z.string().optional(),
          parameters: z.record(z.string(), z.unknown()),
        }),
      }),
    )
    .optional(),
  tool_choice: z.enum(["REQUIRED", "NONE"]).optional(),
  response_format: z
    .strictObject({
      type: z.literal("json_object"),
      json_schema: z.record(z.string(), z.unknown()).optional(),
    })
    .optional(),
  max_tokens: z.int().min(1).optional(),
  temperature: z.number().min(0).max(1).optional(),
  thinking: z
    .strictObject({
      type: z.enum(["enabled", "disabled"]),
      token_budget: z.int().min(1).optional(),
    })
    .optional(),
});
type ChatBody = z.output<typeof chatBody>;

const embedBody = z.strictObject({
  model: z.string(),
  input_type: z.enum(["search_document", "search_query"]),
  texts: z.array(z.string().min(1)).min(1).max(96),
  embedding_types: z.array(z.literal("float")).min(1),
  truncate: z.enum(["NONE", "START", "END"]).optional(),
});

const rerankBody = z.strictObject({
  model: z.string(),
  query: z.string(),
  documents: z.array(z.string().min(1)).min(1).max(1000),
  top_n: z.int().min(1).optional(),
  max_tokens_per_doc: z.int().min(1).optional(),
});

export const cohereService: Service = {
  basePath: "",
  authorise({ headers }, key) {
    if (headers.authorization === undefined) throw new Problem(401, "no api key supplied");
    if (headers.authorization !== `Bearer ${key}`) throw new Problem(401, "invalid api token");
  },
  describe: ({ message, retryAfterSeconds }) => ({
    body: { id: randomUUID(), message },
    ...(retryAfterSeconds !== null && { headers: { "retry-after": String(retryAfterSeconds) } }),
  }),
  answer(asked, reply) {
    switch (`${asked.method} ${asked.path}`) {
      case "GET /v1/models":
        listModels(asked, reply);
        return;
      case "POST /v2/chat":
        return chat(asked, reply);
      case "POST /v2/embed":
        embedTexts(asked, reply);
        return;
      case "POST /v2/rerank":
        rerank(asked, reply);
        return;
      default:
        throw new Problem(404, `No ${asked.path} here.`);
    }
  },
};

function parse<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new Problem(422, `invalid request: ${parsed.error.issues[0]?.message ?? ""}`);
}

function known(model: string, name: string): void {
  if (model !== name)
    throw new Problem(404, `model '${model}' not found, make sure the correct model ID was used.`);
}

/** Pages of two, so that a client that reads the first page only is noticed. */
function listModels({ query }: Asked, reply: Reply): void {
  const start = Number(query.get("page_token") || 0);
  const models = MODELS.slice(start, start + 2);
  reply.json({ models, next_page_token: start + 2 < MODELS.length ? String(start + 2) : "" });
}

function chat(asked: Asked, reply: Reply): unknown {
  const body = parse(chatBody, asked.body);
  known(body.model, COHERE_MODEL);
  const failure = asked.plan.take(["context-too-long", "quota", "filtered", "too-long"]);
  if (failure?.mode === "context-too-long")
    throw new Problem(
      400,
      "too many tokens: size limit exceeded by 11326 tokens. Try using shorter or fewer inputs.",
    );
  if (failure?.mode === "quota")
    throw new Problem(
      429,
      "You are using a Trial key, which is limited to 1000 API calls / month. You can continue to use the Trial key for free or upgrade to a Production key.",
    );
  const filtered = failure?.mode === "filtered";
  const played = filtered ? { text: "", toolCall: null } : playChat(body);
  const finish = filtered
    ? "ERROR_TOXIC"
    : failure
      ? "MAX_TOKENS"
      : played.toolCall
        ? "TOOL_CALL"
        : "COMPLETE";
  const usage = usageOf(body, played);
  if (body.stream) return stream(reply, { played, finish, usage });
  const message = { role: "assistant", ...messageOf(played) };
  reply.json({ id: randomUUID(), finish_reason: finish, message, usage });
}

function messageOf({ text, toolCall }: Played): object {
  if (!toolCall) return { content: [{ type: "text", text }] };
  const call = { name: toolCall.name, arguments: JSON.stringify(toolCall.args) };
  return { tool_calls: [{ id: "call_1", type: "function", function: call }] };
}

function playChat(body: ChatBody): Played {
  return play({
    messages: body.messages.map(({ role, content }) => ({ role, content: content ?? "" })),
    schema: body.response_format?.json_schema,
    tools: (body.tools ?? []).map(({ function: { name, parameters } }) => ({
      name,
      schema: parameters,
    })),
    toolUse:
      body.tool_choice === "REQUIRED" ? "forced" : body.tool_choice === "NONE" ? "none" : "auto",
  });
}

/** `billed_units` is what is paid; `tokens` counts what the service adds on its own too. */
function usageOf({ messages }: ChatBody, played: Played): object {
  const input = tokensIn(messages.map(({ content }) => textOf(content)).join(" "));
  const output = tokensIn(played.text || JSON.stringify(played.toolCall));
  return {
    billed_units: { input_tokens: input, output_tokens: output },
    tokens: { input_tokens: input + 20, output_tokens: output + 2 },
  };
}

interface Answer {
  readonly played: Played;
  readonly finish: string;
  readonly usage: object;
}

function stream(reply: Reply, { played, finish, usage }: Answer): Promise<boolean> {
  const index = 0;
  const message = { role: "assistant", content: [], tool_plan: "", tool_calls: [], citations: [] };
  const start = event("message-start", { id: randomUUID(), delta: { message } });
  const calls = (value: object) => ({ index, delta: { message: { tool_calls: value } } });
  const texts = (value: object) => ({ index, delta: { message: { content: value } } });
  const { toolCall } = played;
  const end = event("message-end", { delta: { finish_reason: finish, usage } });
  const error = event("message-end", {
    delta: { finish_reason: "ERROR", error: "internal error during generation for {key}" },
  });
  const garbled = "event: content-delta\ndata: {oops\n\n";
  if (toolCall) {
    const name = { name: toolCall.name, arguments: "" };
    const json = JSON.stringify(toolCall.args).match(/.{1,7}/gs) ?? [];
    return reply.stream({
      open: [
        start,
        event("tool-plan-delta", { delta: { message: { tool_plan: "I will look it up." } } }),
        event("tool-call-start", calls({ id: "call_1", type: "function", function: name })),
      ],
      pieces: json.map((piece) =>
        event("tool-call-delta", calls({ function: { arguments: piece } })),
      ),
      close: [event("tool-call-end", { index }), end],
      ...{ garbled, error },
    });
  }
  return reply.stream({
    open: [start, event("content-start", texts({ type: "text", text: "" }))],
    pieces: piecesOf(played.text).map((text) => event("content-delta", texts({ text }))),
    close: [event("content-end", { index }), end, "data: [DONE]\n\n"],
    ...{ garbled, error },
  });
}

function event(type: string, data: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
}

function embedTexts({ body, plan }: Asked, reply: Reply): void {
  const { model, texts } = parse(embedBody, body);
  known(model, COHERE_EMBEDDING_MODEL);
  const float = texts.map((text) => embed(text, plan.dimension));
  const meta = {
    api_version: { version: "2" },
    billed_units: { input_tokens: tokensIn(texts.join(" ")) },
  };
  reply.json({ id: randomUUID(), embeddings: { float }, texts, meta });
}

/** The best first, so that clients have to go by `index`. */
function rerank({ body }: Asked, reply: Reply): void {
  const { model, query, documents, top_n: top } = parse(rerankBody, body);
  known(model, COHERE_RERANK_MODEL);
  const results = scoresOf(query, documents)
    .map((score, index) => ({ index, relevance_score: score }))
    .sort((a, b) => b.relevance_score - a.relevance_score)
    .slice(0, top);
  reply.json({ id: randomUUID(), results, meta: { billed_units: { search_units: 1 } } });
}
