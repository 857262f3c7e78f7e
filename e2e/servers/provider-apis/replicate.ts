import { randomUUID } from "node:crypto";
import { z } from "zod";
import { Problem, type Asked, type Reply, type Service } from "./host";
import { piecesOf, play, tokensIn } from "./play";

/**
 * Replicate's HTTP API as replicate.com/docs/reference/http, …/docs/topics/predictions/streaming and
 * …/docs/topics/predictions/rate-limits give it.
 */

/** An official model: it is called by its name. */
export const REPLICATE_MODEL = "meta/quote-1-instruct";
/** A fine-tune of a user's own: it is called by its version. */
export const REPLICATE_VERSION = "ab".repeat(32);
export const REPLICATE_FINE_TUNE = `acme/quote-tuned:${REPLICATE_VERSION}`;

const string = { type: "string" };
const integer = { type: "integer" };
const number = { type: "number" };
/** What each model takes, which is each model's own. */
const INPUTS: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  [REPLICATE_MODEL]: {
    prompt: string,
    system_prompt: string,
    image: string,
    max_tokens: integer,
    temperature: number,
  },
  "acme/quote-tuned": { prompt: string, max_new_tokens: integer, temperature: number },
};

type Status = "starting" | "processing" | "succeeded" | "failed" | "canceled";
interface Prediction {
  readonly id: string;
  readonly model: string;
  readonly text: string;
  readonly promptTokens: number;
  status: Status;
  /** Asked for by polling: a piece more each time. */
  given: number;
  error: string | null;
}

const createBody = z.strictObject({
  version: z.string().optional(),
  stream: z.boolean().optional(),
  input: z.record(z.string(), z.unknown()),
});

/** A service with its own predictions. */
export function replicateService(): Service {
  const predictions = new Map<string, Prediction>();
  return {
    basePath: "/v1",
    // Sent when the answer is no longer waited for: it must not take a failure from the next call.
    spared: ({ path }) => path.endsWith("/cancel"),
    authorise({ headers, path }, key) {
      // The address of a stream is a secret of its own.
      if (path.startsWith("/stream/")) return;
      if (headers.authorization !== `Bearer ${key}`)
        throw new Problem(401, "You did not pass a valid authentication token");
    },
    describe: ({ status, message, detail, retryAfterSeconds }) => ({
      body: { ...(detail !== "" && { title: detail }), detail: message, status },
      ...(retryAfterSeconds !== null && { headers: { "retry-after": String(retryAfterSeconds) } }),
    }),
    answer: (asked, reply) => route({ asked, reply, predictions }),
  };
}

interface Context {
  readonly asked: Asked;
  readonly reply: Reply;
  readonly predictions: Map<string, Prediction>;
}

function route(context: Context): unknown {
  const { asked, reply, predictions } = context;
  const [first, ...rest] = asked.path.split("/").slice(1);
  if (first === "stream") return stream(reply, found(predictions, rest[0]));
  const [kind, a = "", b = "", c = "", version = ""] = rest;
  const key = `${asked.method} ${kind ?? ""}`;
  if (key === "GET account") {
    reply.json({ type: "organization", username: "acme", name: "Acme" });
  } else if (key === "GET collections" && a === "language-models") {
    const models = [REPLICATE_MODEL].map(modelInfo);
    reply.json({ name: "Language models", slug: a, description: "", models });
  } else if (key === "GET models" && c === "") {
    reply.json(modelInfo(`${a}/${b}`));
  } else if (key === "GET models" && c === "versions") {
    const { latest_version: latest } = modelInfo(`${a}/${b}`);
    if (latest.id !== version) throw new Problem(404, "Not found.");
    reply.json(latest);
  } else if (key === "POST models" && c === "predictions") {
    // Only official models are called by name; the others answer that there is no such thing.
    if (`${a}/${b}` !== REPLICATE_MODEL)
      throw new Problem(404, "The requested resource could not be found.");
    create(context, REPLICATE_MODEL);
  } else if (key === "POST predictions" && a === "") {
    const body = createBody.safeParse(asked.body);
    if (body.data?.version !== REPLICATE_VERSION)
      throw new Problem(
        422,
        "The specified version does not exist (or perhaps you don't have permission to use it?)",
        { detail: "Invalid version or not permitted" },
      );
    create(context, "acme/quote-tuned");
  } else if (key === "GET predictions") {
    reply.json(shown(poll(found(predictions, a)), asked));
  } else if (key === "POST predictions" && b === "cancel") {
    const prediction = found(predictions, a);
    if (!isOver(prediction)) prediction.status = "canceled";
    reply.json(shown(prediction, asked));
  } else {
    throw new Problem(404, "The requested resource could not be found.");
  }
}

function found(predictions: Map<string, Prediction>, id = ""): Prediction {
  const prediction = predictions.get(id);
  if (!prediction) throw new Problem(404, "The requested resource could not be found.");
  return prediction;
}

function modelInfo(name: string) {
  const properties = INPUTS[name];
  const [owner, model] = name.split("/");
  if (!properties) throw new Problem(404, "The requested resource could not be found.");
  const schemas = { Input: { type: "object", required: ["prompt"], properties } };
  const id = name === REPLICATE_MODEL ? "cd".repeat(32) : REPLICATE_VERSION;
  return {
    ...{ owner, name: model, url: `https://replicate.com/${name}`, visibility: "public" },
    ...{ is_official: name === REPLICATE_MODEL, run_count: 1, description: "Quotes." },
    latest_version: {
      ...{ id, created_at: "2026-01-01T00:00:00Z", cog_version: "0.9.0" },
      openapi_schema: { openapi: "3.0.2", components: { schemas } },
    },
  };
}

function create({ asked, reply, predictions }: Context, model: string): void {
  const body = createBody.safeParse(asked.body);
  if (!body.success) throw new Problem(422, body.error.message, { detail: "Invalid input" });
  const { input } = body.data;
  if (typeof input.prompt !== "string")
    throw new Problem(422, "- input: prompt is required\n", { detail: "Input validation failed" });
  const unknown = Object.keys(input).find((key) => !Object.hasOwn(INPUTS[model] ?? {}, key));
  if (unknown !== undefined)
    throw new Problem(422, `- input.${unknown}: Additional property not allowed\n`, {
      detail: "Input validation failed",
    });
  const failure = asked.plan.take(["quota", "context-too-long", "filtered"]);
  if (failure?.mode === "quota")
    throw new Problem(
      402,
      "You have insufficient credit to run this model. Go to https://replicate.com/account/billing#billing to purchase credit.",
      { detail: "Insufficient credit" },
    );
  const system = typeof input.system_prompt === "string" ? input.system_prompt : "";
  const { text } = play({
    messages: [
      { role: "system", content: system },
      { role: "user", content: input.prompt },
    ],
  });
  const prediction: Prediction = {
    ...{ id: randomUUID(), model, text, given: 0, status: "starting" },
    promptTokens: tokensIn(`${system} ${input.prompt}`),
    // A model's own words: there is no other sign.
    error:
      failure?.mode === "context-too-long"
        ? "prompt is too long: it exceeds the context window of 8192 tokens"
        : failure
          ? "The input or output was flagged as sensitive. Please try again with different inputs. (E005)"
          : null,
  };
  predictions.set(prediction.id, prediction);
  reply.json(shown(prediction, asked), 201);
}

function isOver({ status }: Prediction): boolean {
  return status === "succeeded" || status === "failed" || status === "canceled";
}

/** Each look finds the prediction two pieces further. */
function poll(prediction: Prediction): Prediction {
  if (isOver(prediction)) return prediction;
  prediction.given += 2;
  if (prediction.error !== null) prediction.status = "failed";
  else if (prediction.given >= piecesOf(prediction.text).length) prediction.status = "succeeded";
  else prediction.status = "processing";
  return prediction;
}

function shown(prediction: Prediction, { origin, plan }: Asked): object {
  const { id, model, text, promptTokens, status, given, error } = prediction;
  const over = isOver(prediction);
  const get = `${origin}/v1/predictions/${id}`;
  const output = error === null ? piecesOf(text).slice(0, given) : [];
  return {
    ...{ id, model, status, input: {}, logs: "", data_removed: false, source: "api" },
    version: model === REPLICATE_MODEL ? "hidden" : REPLICATE_VERSION,
    output: output.length === 0 ? null : output,
    error: status === "failed" ? error : null,
    created_at: "2026-01-01T00:00:00Z",
    ...(over && {
      metrics: {
        predict_time: 0.4,
        ...(status === "succeeded" && {
          input_token_count: promptTokens,
          output_token_count: tokensIn(text),
        }),
      },
    }),
    urls: {
      ...{ get, cancel: `${get}/cancel` },
      ...(plan.streams && { stream: `${origin}/stream/${id}` }),
    },
  };
}

/** replicate.com/docs/topics/predictions/streaming: `output`, `error` and `done` events. */
async function stream(reply: Reply, prediction: Prediction): Promise<void> {
  const pieces = prediction.error === null ? piecesOf(prediction.text) : [];
  let id = 0;
  const event = (name: string, data: string) => {
    const lines = data.split("\n").map((line) => `data: ${line}`);
    return `event: ${name}\nid: ${String(1_690_212_292 + id++)}:0\n${lines.join("\n")}\n\n`;
  };
  const failed = (reason: string) => event("error", JSON.stringify({ detail: reason }));
  const done = (reason?: string) => event("done", JSON.stringify(reason ? { reason } : {}));
  prediction.status = "processing";
  const whole = await reply.stream({
    open: [],
    pieces: pieces.map((piece) => event("output", piece)),
    close: prediction.error === null ? [done()] : [failed(prediction.error), done("error")],
    garbled: "event: error\ndata: {oops\n\n",
    error: failed("Prediction of {key} interrupted; please retry (code: PA)") + done("error"),
  });
  if (!whole || isOver(prediction)) return;
  prediction.given = pieces.length;
  prediction.status = prediction.error === null ? "succeeded" : "failed";
}
