import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { listen } from "../listen";
import { failureSchema, Plan, type Call, type FailureInput, type PlannedFailure } from "./plan";

/** A request as a service sees it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a service answers; an object is sent as JSON. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What a service refuses. `code` is its own word for it; `extra` goes into the error's body beside it. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    { message = code, headers = {} }: { message?: string; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** One service: what it answers on its two origins, and how it words a refusal. */
export interface RemoteService {
  api(asked: Asked): Answer | Promise<Answer>;
  /** The origin that downloads are sent to. */
  download(asked: Asked): Answer;
  describe(refusal: Refusal): unknown;
  /** A command of the control API besides those of every server. */
  command(body: unknown): unknown;
}

export interface Origins {
  /** No slash at their ends. */
  readonly api: string;
  readonly download: string;
}

/** A running server. */
export interface Remote extends Origins {
  readonly calls: readonly Call[];
  fail(failure: FailureInput): void;
  /** Milliseconds before each answer. */
  delay(ms: number): void;
  /** No planned failure, no delay and no calls seen from here on. */
  calm(): void;
  close(): Promise<void>;
}

/** Starts both origins on loopback; `make` learns them before the first call. */
export async function startRemote(
  make: (origins: Origins) => RemoteService,
  port = 0,
): Promise<Remote> {
  const plan = new Plan();
  let service: RemoteService | null = null;
  const serve = (origin: Call["origin"]) =>
    createServer((request, response) => {
      if (!service) return void response.destroy();
      handle({ request, response, service, plan, origin }).catch(() => response.destroy());
    });
  const api = await listen(serve("api"), port);
  const download = await listen(serve("download"));
  const origins = {
    api: `http://127.0.0.1:${String(api.port)}`,
    download: `http://127.0.0.1:${String(download.port)}`,
  };
  service = make(origins);
  return {
    ...origins,
    get calls() {
      return plan.calls;
    },
    fail: (failure) => {
      plan.fail(failure);
    },
    delay: (ms) => {
      plan.delayMs = ms;
    },
    calm: () => {
      plan.forgetFailures();
      plan.calls = [];
    },
    close: async () => {
      await Promise.all([api.close(), download.close()]);
    },
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly service: RemoteService;
  readonly plan: Plan;
  readonly origin: Call["origin"];
}

async function handle(exchange: Exchange): Promise<void> {
  const { request, response, service, plan, origin } = exchange;
  const url = new URL(request.url ?? "/", "http://localhost");
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString("utf8");
  const method = request.method ?? "";
  if (url.pathname.startsWith("/control")) {
    send(response, control(exchange, url.pathname, body));
    return;
  }
  const call: Call = {
    origin,
    method,
    path: request.url ?? "",
    headers: request.headers,
    body,
    startedAt: performance.now(),
    status: null,
    bytes: 0,
  };
  plan.calls.push(call);
  const failure = plan.take(`${method} ${call.path}`);
  if (plan.delayMs > 0) await sleep(plan.delayMs);
  if (failure?.mode === "hang") return;
  if (failure?.mode === "drop") {
    response.destroy();
    return;
  }
  const asked = { method, path: url.pathname, query: url.searchParams, body };
  if (failure?.mode === "lost" || failure?.mode === "late") {
    await answerOf(service, { ...asked, headers: request.headers }, { failure: null, origin });
    if (failure.mode === "lost") {
      response.destroy();
      return;
    }
  }
  const answer = await answerOf(
    service,
    { ...asked, headers: request.headers },
    { failure, origin },
  );
  send(response, answer, { call, cutAfter: failure?.mode === "cut" ? failure.afterBytes : null });
}

async function answerOf(
  service: RemoteService,
  asked: Asked,
  { failure, origin }: { failure: PlannedFailure | null; origin: Call["origin"] },
): Promise<Answer> {
  if (failure?.mode === "empty") return { body: "" };
  if (failure?.mode === "garbage") {
    return {
      headers: { "content-type": "text/html" },
      body: "<html><body>Welcome to the proxy</body></html>",
    };
  }
  if (failure?.mode === "status" && failure.body !== undefined) return failure;
  try {
    if (failure?.mode === "status" || failure?.mode === "late") {
      throw new Refusal(failure.status, failure.code ?? "planned", { headers: failure.headers });
    }
    return await (origin === "api" ? service.api(asked) : service.download(asked));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: error.status, headers: error.headers, body: service.describe(error) };
  }
}

function send(
  response: ServerResponse,
  { status = 200, headers = {}, body }: Answer,
  { call, cutAfter = null }: { call?: Call; cutAfter?: number | null } = {},
): void {
  const plain = typeof body === "string" || Buffer.isBuffer(body);
  const bytes = plain
    ? Buffer.from(body)
    : Buffer.from(body === undefined ? "" : JSON.stringify(body));
  response.writeHead(status, {
    ...(plain || body === undefined ? {} : { "content-type": "application/json; charset=utf-8" }),
    "content-length": String(bytes.byteLength),
    ...headers,
  });
  const sent = cutAfter === null ? bytes : bytes.subarray(0, cutAfter);
  if (call) Object.assign(call, { status, bytes: sent.byteLength });
  if (cutAfter === null) {
    response.end(sent);
    return;
  }
  // The head and the first bytes have to leave before the connection drops.
  response.flushHeaders();
  response.write(sent, () => {
    setTimeout(() => response.destroy(), 10);
  });
}

const generalCommand = z.union([
  z.object({ fail: failureSchema }).strict(),
  z.object({ delayMs: z.number().min(0) }).strict(),
  z.object({ calm: z.literal(true) }).strict(),
]);

/** POST /control with one command or a list; GET /control/calls. The same as the methods of the running server. */
function control({ service, plan }: Exchange, path: string, body: string): Answer {
  if (path === "/control/calls") return { body: plan.calls };
  try {
    const parsed = JSON.parse(body) as unknown;
    const commands = Array.isArray(parsed) ? (parsed as unknown[]) : [parsed];
    return { body: commands.map((command) => obey(service, plan, command) ?? {}) };
  } catch (error) {
    return { status: 400, body: { error: error instanceof Error ? error.message : "" } };
  }
}

function obey(service: RemoteService, plan: Plan, command: unknown): unknown {
  const general = generalCommand.safeParse(command);
  if (!general.success) return service.command(command);
  if ("fail" in general.data) plan.fail(general.data.fail);
  else if ("delayMs" in general.data) plan.delayMs = general.data.delayMs;
  else {
    plan.forgetFailures();
    plan.calls = [];
  }
  return {};
}

/** The part of a body that a Range header asks for: one range from the front, as download clients send it. */
export function ranged(body: Buffer, range: string | undefined): Answer {
  const match = /^bytes=(\d+)-(\d*)$/.exec(range ?? "");
  if (!match) return { body, headers: { "accept-ranges": "bytes" } };
  const from = Number(match[1]);
  const to = match[2] ? Math.min(Number(match[2]), body.length - 1) : body.length - 1;
  if (from >= body.length) {
    return { status: 416, headers: { "content-range": `bytes */${String(body.length)}` } };
  }
  return {
    status: 206,
    headers: { "content-range": `bytes ${String(from)}-${String(to)}/${String(body.length)}` },
    body: body.subarray(from, to + 1),
  };
}
