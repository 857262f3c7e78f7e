import { randomUUID } from "node:crypto";
import { z } from "zod";
import { textOf } from "../model-api/answer";
import { embed } from "../model-api/embed";
import { Problem, type Asked, type Reply, type Service } from "./host";
import { piecesOf, play, tokensIn, type Played } from "./play";

/**
 * Google's Gemini API as ai.google.dev/api/generate-content, …/api/embeddings, …/api/models and
 * ai.google.dev/gemini-api/docs/troubleshooting give it.
 */

export const GEMINI_MODEL = "gemini-quote-1";
export const GEMINI_EMBEDDING_MODEL = "gemini-embed-1";

/** ai.google.dev/gemini-api/docs/troubleshooting: the name that goes with each status. */
const STATUS_NAMES: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  429: "RESOURCE_EXHAUSTED",
  500: "INTERNAL",
  503: "UNAVAILABLE",
  504: "DEADLINE_EXCEEDED",
};

const A_MINUTES = "GenerateRequestsPerMinutePerProjectPerModel-FreeTier";

const part = z.strictObject({
  text: z.string().optional(),
  inlineData: z.strictObject({ mimeType: z.string(), data: z.base64() }).optional(),
  functionCall: z
    .strictObject({ id: z.string().optional(), name: z.string(), args: z.looseObject({}) })
    .optional(),
  functionResponse: z
    .strictObject({ id: z.string().optional(), name: z.string(), response: z.looseObject({}) })
    .optional(),
  thoughtSignature: z.string().optional(),
});
const contentOf = <Role extends z.ZodType>(role: Role) =>
  z.strictObject({ role, parts: z.array(part).min(1) });

/** Unknown names are refused, as the service's JSON reader does. */
const generateBody = z.strictObject({
  contents: z.array(contentOf(z.enum(["user", "model"]))).min(1),
  systemInstruction: z
    .strictObject({ role: z.string().optional(), parts: z.array(part) })
    .optional(),
  generationConfig: z
    .strictObject({
      temperature: z.number().min(0).max(2).optional(),
      maxOutputTokens: z.int().min(1).optional(),
      responseMimeType: z.enum(["text/plain", "application/json"]).optional(),
      responseJsonSchema: z.record(z.string(), z.unknown()).optional(),
      thinkingConfig: z
        .strictObject({
          thinkingBudget: z.int().optional(),
          thinkingLevel: z.enum(["MINIMAL", "LOW", "MEDIUM", "HIGH"]).optional(),
        })
        .optional(),
    })
    .optional(),
  tools: z
    .array(
      z.strictObject({
        functionDeclarations: z.array(
          z.strictObject({
            name: z.string().regex(/^[a-zA-Z_][\w.:-]{0,63}$/),
            description: z.string(),
            parametersJsonSchema: z.record(z.string(), z.unknown()).optional(),
          }),
        ),
      }),
    )
    .optional(),
  toolConfig: z
    .strictObject({
      functionCallingConfig: z.strictObject({
        mode: z.enum(["AUTO", "ANY", "NONE"]),
        allowedFunctionNames: z.array(z.string()).optional(),
      }),
    })
    .optional(),
});
type GenerateBody = z.output<typeof generateBody>;

const embedBody = z.strictObject({
  requests: z
    .array(
      z.strictObject({
        model: z.string(),
        content: z.strictObject({
          role: z.string().optional(),
          parts: z.array(z.strictObject({ text: z.string().min(1) })),
        }),
        taskType: z.enum(["RETRIEVAL_QUERY", "RETRIEVAL_DOCUMENT"]).optional(),
        outputDimensionality: z.int().optional(),
      }),
    )
    .min(1)
    .max(100),
});

export const geminiService: Service = {
  basePath: "/v1beta",
  authorise({ headers }, key) {
    const sent = headers["x-goog-api-key"];
    if (sent === undefined)
      throw new Problem(
        403,
        "Method doesn't allow unregistered callers (callers without identity).",
      );
    if (sent !== key) throw new Problem(400, "API key not valid.", { detail: "API_KEY_INVALID" });
  },
  describe: ({ status, message, detail, retryAfterSeconds }) => ({
    body: {
      error: {
        code: status,
        // The same words for the limit of a minute and of a day: only the name of the quota differs.
        message: status === 429 ? "You exceeded your current quota." : message,
        status: STATUS_NAMES[status] ?? "UNKNOWN",
        details: detailsOf(status === 429 && detail === "" ? A_MINUTES : detail, retryAfterSeconds),
      },
    },
  }),
  answer(asked, reply) {
    const { method } = asked;
    // The same in both versions; Google's own client has moved to the newer name.
    const path = asked.path.replace(/^\/v1\//, "/v1beta/");
    if (path === "/v1beta/models" && method === "GET") {
      listModels(asked, reply);
      return;
    }
    const [, model, action] = /^\/v1beta\/models\/([^/:]+):(\w+)$/.exec(path) ?? [];
    if (method !== "POST" || !model || !action) throw new Problem(404, `No ${path} here.`);
    if (action === "batchEmbedContents") {
      embedContents(asked, reply, model);
      return;
    }
    if (action !== "generateContent" && action !== "streamGenerateContent")
      throw new Problem(404, `No ${action} here.`);
    return generate(asked, reply, { model, streams: action === "streamGenerateContent" });
  },
};

/** google.rpc.ErrorInfo names the reason; google.rpc.RetryInfo the wait: there is no Retry-After header. */
function detailsOf(detail: string, retryAfterSeconds: number | null): object[] {
  const details: object[] = [];
  if (detail.startsWith("API_KEY"))
    details.push({
      "@type": "type.googleapis.com/google.rpc.ErrorInfo",
      reason: detail,
      domain: "googleapis.com",
    });
  else if (detail !== "")
    details.push({
      "@type": "type.googleapis.com/google.rpc.QuotaFailure",
      violations: [{ quotaId: detail }],
    });
  if (retryAfterSeconds !== null)
    details.push({
      "@type": "type.googleapis.com/google.rpc.RetryInfo",
      retryDelay: `${String(retryAfterSeconds)}s`,
    });
  return details;
}

/** Pages of two, so that a client that reads the first page only is noticed. */
function listModels({ query }: Asked, reply: Reply): void {
  const offers = [
    [GEMINI_MODEL, ["generateContent", "countTokens"]],
    [GEMINI_EMBEDDING_MODEL, ["embedContent", "batchEmbedContents"]],
    ["gemini-quote-pro", ["generateContent", "countTokens"]],
  ] as const;
  const start = Number(query.get("pageToken") ?? 0);
  const models = offers.slice(start, start + 2).map(([id, supportedGenerationMethods]) => ({
    name: `models/${id}`,
    version: "001",
    displayName: id,
    inputTokenLimit: 1_048_576,
    outputTokenLimit: 65_536,
    supportedGenerationMethods,
    thinking: id.endsWith("pro"),
  }));
  const next = start + 2 < offers.length ? { nextPageToken: String(start + 2) } : {};
  reply.json({ models, ...next });
}

function generate(
  asked: Asked,
  reply: Reply,
  { model, streams }: { model: string; streams: boolean },
): unknown {
  const parsed = generateBody.safeParse(asked.body);
  if (!parsed.success) throw new Problem(400, `Invalid JSON payload: ${parsed.error.message}`);
  if (model !== GEMINI_MODEL && model !== "gemini-quote-pro") throw unknownModel(model);
  const failure = asked.plan.take(["context-too-long", "quota", "filtered", "too-long"]);
  if (failure?.mode === "context-too-long") {
    const message =
      "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).";
    throw new Problem(400, message);
  }
  if (failure?.mode === "quota") {
    throw new Problem(429, "You exceeded your current quota, please check your plan.", {
      detail: "GenerateRequestsPerDayPerProjectPerModel-FreeTier",
      retryAfterSeconds: 30,
    });
  }
  const played = playContents(parsed.data);
  const usage = usageOf(parsed.data, played, model);
  const frame = framer(model, usage);
  if (failure?.mode === "filtered") {
    const blocked = { promptFeedback: { blockReason: "PROHIBITED_CONTENT" } };
    return streams ? reply.stream(frames([frame(blocked)], [])) : reply.json(blocked);
  }
  const finishReason = failure ? "MAX_TOKENS" : "STOP";
  const part = (value: object, more: object = {}) => ({
    candidates: [{ content: { parts: [value], role: "model" }, index: 0, ...more }],
  });
  const parts = played.toolCall
    ? [{ functionCall: played.toolCall, thoughtSignature: "EjQKMgEM" }]
    : piecesOf(played.text).map((text) => ({ text }));
  if (!streams) {
    const whole = played.toolCall ? parts[0] : { text: played.text };
    reply.json({ ...part(whole ?? {}, { finishReason }), usageMetadata: usage });
    return;
  }
  if (asked.query.get("alt") !== "sse") throw new Problem(400, "This server streams events only.");
  return reply.stream(
    frames(
      [],
      parts.map((value) => frame(part(value))),
      [frame(part({ text: "" }, { finishReason }))],
    ),
  );
}

function frames(open: string[], pieces: string[], close: string[] = []) {
  return {
    ...{ open, pieces, close },
    garbled: "data: {oops\r\n\r\n",
    error: `data: ${JSON.stringify({ error: { code: 503, message: "The model is overloaded for {key}.", status: "UNAVAILABLE" } })}\r\n\r\n`,
  };
}

/** Each event is a whole response; the usage stands in all of them. */
function framer(model: string, usage: object): (value: object) => string {
  const responseId = randomUUID();
  return (value) =>
    `data: ${JSON.stringify({ ...value, usageMetadata: usage, modelVersion: model, responseId })}\r\n\r\n`;
}

function playContents(body: GenerateBody): Played {
  const messages = body.contents.map(({ role, parts }) => ({
    role: parts.some(({ functionResponse }) => functionResponse) ? "tool" : role,
    content: parts,
  }));
  const declared = (body.tools ?? []).flatMap((tool) => tool.functionDeclarations);
  const { mode = "AUTO", allowedFunctionNames: allowed } =
    body.toolConfig?.functionCallingConfig ?? {};
  return play({
    messages: [{ role: "system", content: body.systemInstruction?.parts ?? "" }, ...messages],
    schema: body.generationConfig?.responseJsonSchema,
    tools: declared
      .filter(({ name }) => allowed?.includes(name) ?? true)
      .map(({ name, parametersJsonSchema: schema }) => ({
        name,
        schema: schema ?? {},
      })),
    toolUse: mode === "ANY" ? "forced" : mode === "NONE" ? "none" : "auto",
  });
}

/** Beginnings of prompts that the service still has; it caches by itself. */
const seen = new Set<string>();

function usageOf(body: z.output<typeof generateBody>, played: Played, model: string): object {
  const system = textOf(body.systemInstruction?.parts ?? []);
  const asked = body.contents.map(({ parts }) => textOf(parts)).join(" ");
  const promptTokenCount = tokensIn(system) + tokensIn(asked);
  const cachedContentTokenCount = seen.has(system) ? tokensIn(system) : 0;
  seen.add(system);
  const candidatesTokenCount = tokensIn(played.text || JSON.stringify(played.toolCall));
  const thoughtsTokenCount = model.endsWith("pro") ? 5 : 0;
  return {
    ...{ promptTokenCount, candidatesTokenCount },
    ...(thoughtsTokenCount > 0 && { thoughtsTokenCount }),
    ...(cachedContentTokenCount > 0 && { cachedContentTokenCount }),
    totalTokenCount: promptTokenCount + candidatesTokenCount + thoughtsTokenCount,
  };
}

function embedContents({ body, plan }: Asked, reply: Reply, model: string): void {
  const parsed = embedBody.safeParse(body);
  if (!parsed.success) throw new Problem(400, `Invalid JSON payload: ${parsed.error.message}`);
  if (model !== GEMINI_EMBEDDING_MODEL) throw unknownModel(model);
  if (parsed.data.requests.some((request) => request.model !== `models/${model}`))
    throw new Problem(400, "The model of each request must be the one in the URL.");
  const embeddings = parsed.data.requests.map(({ content }) => ({
    values: embed(textOf(content.parts), plan.dimension),
  }));
  reply.json({ embeddings });
}

function unknownModel(model: string): Problem {
  return new Problem(
    404,
    `models/${model} is not found for API version v1beta, or is not supported for generateContent.`,
  );
}
