import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { listen } from "../listen";
import {
  controlSchema,
  Plan,
  REQUEST_FAILURES,
  STREAM_FAILURES,
  type Call,
  type Control,
} from "./plan";

/** A request as a service sees it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  readonly plan: Plan;
  /** Where this server is reached, for services that hand out addresses; no slash at its end. */
  readonly origin: string;
}

/** One answer as a stream, in the frames of its service. */
export interface StreamFrames {
  readonly contentType?: string;
  readonly open: readonly string[];
  readonly pieces: readonly string[];
  readonly close: readonly string[];
  /** An event that breaks the service's own rules. */
  readonly garbled: string;
  /** How the service says in the middle of a stream that it broke; `{key}` is where it repeats the key. */
  readonly error: string;
}

export interface Reply {
  json(value: unknown, status?: number): void;
  /** Whether it was sent to its end. */
  stream(frames: StreamFrames): Promise<boolean>;
}

/** What a service refuses; `detail` is its own code where it has one. */
export class Problem extends Error {
  readonly status: number;
  readonly detail: string;
  readonly retryAfterSeconds: number | null;

  constructor(
    status: number,
    message: string,
    more: { detail?: string; retryAfterSeconds?: number | null } = {},
  ) {
    super(message);
    this.status = status;
    this.detail = more.detail ?? "";
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
  }
}

/** One service's protocol. */
export interface Service {
  /** What a base URL ends in; empty or with a slash in front. */
  readonly basePath: string;
  /** Calls that planned failures leave alone. */
  spared?(asked: Asked): boolean;
  /** Throws a {@link Problem} unless the key is the right one. */
  authorise(asked: Asked, key: string): void;
  /** The body that the service sends for a problem, and its headers. */
  describe(problem: Problem): { body: unknown; headers?: Record<string, string>; status?: number };
  /** Answers, or throws a {@link Problem}. */
  answer(asked: Asked, reply: Reply): unknown;
}

export interface ProviderApiOptions {
  /** Default: any free one. */
  readonly port?: number;
  readonly apiKey?: string;
  /** Length of embeddings. */
  readonly dimension?: number;
}

/** A running server. `control` and `calls` do what /control does over HTTP. */
export interface ProviderApi {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly calls: readonly Call[];
  control(change: Control): void;
  close(): Promise<void>;
}

/** A service on loopback that answers from the passages of its prompt, at once unless told to wait, and fails when told to. */
export async function startProviderApi(
  service: Service,
  { port = 0, apiKey = "key-of-a-test-server", dimension = 64 }: ProviderApiOptions = {},
): Promise<ProviderApi> {
  const plan = new Plan(dimension);
  const server = createServer((request, response) => {
    handle({ request, response, service, plan, apiKey }).catch(() => response.destroy());
  });
  const { port: bound, close } = await listen(server, port);
  return {
    baseUrl: `http://127.0.0.1:${String(bound)}${service.basePath}`,
    apiKey,
    get calls() {
      return plan.calls;
    },
    control: (change) => {
      plan.apply(change);
    },
    close,
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly service: Service;
  readonly plan: Plan;
  readonly apiKey: string;
}

async function handle(exchange: Exchange): Promise<void> {
  const { request, response, service, plan, apiKey } = exchange;
  const origin = `http://${request.headers.host ?? "127.0.0.1"}`;
  const url = new URL(request.url ?? "/", origin);
  const body = await readJson(request);
  if (url.pathname.startsWith("/control")) {
    control(exchange, url.pathname, body);
    return;
  }
  record(exchange, body);
  const asked: Asked = {
    method: request.method ?? "",
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body,
    plan,
    origin,
  };
  if (plan.delayMs > 0) await sleep(plan.delayMs);
  const failure = service.spared?.(asked) ? null : plan.take(REQUEST_FAILURES);
  if (failure?.mode === "hang") return;
  if (failure?.mode === "garbage") {
    response.writeHead(200, { "content-type": "text/html" }).end("<html>Welcome to the proxy");
    return;
  }
  try {
    if (failure) throw planned(failure.status, failure.retryAfterSeconds, apiKey);
    service.authorise(asked, apiKey);
    await service.answer(asked, replyTo(exchange));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { body: said, headers = {}, status = error.status } = service.describe(error);
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(said));
  }
}

/** Some services repeat the key they refuse: what a client makes of an error must not. */
function planned(status: number, retryAfterSeconds: number | null, apiKey: string): Problem {
  const message = status === 401 ? `Refused the key ${apiKey}.` : `Planned ${String(status)}.`;
  return new Problem(status, message, { retryAfterSeconds });
}

function replyTo({ response, plan, apiKey }: Exchange): Reply {
  return {
    json: (value, status = 200) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(value));
    },
    stream: (frames) =>
      stream(response, plan, { ...frames, error: frames.error.replace("{key}", apiKey) }),
  };
}

/** Sends an answer piece by piece, or the first two pieces of it and then the planned failure. */
async function stream(
  response: ServerResponse,
  plan: Plan,
  frames: StreamFrames,
): Promise<boolean> {
  const { contentType = "text/event-stream", open, pieces, close, garbled, error } = frames;
  const failure = plan.take(STREAM_FAILURES);
  response.writeHead(200, { "content-type": contentType, "cache-control": "no-cache" });
  for (const frame of open) response.write(frame);
  for (const frame of failure ? pieces.slice(0, 2) : pieces) {
    if (plan.pieceDelayMs > 0) await sleep(plan.pieceDelayMs);
    if (response.destroyed) return false;
    response.write(frame);
  }
  switch (failure?.mode) {
    case undefined:
      response.end(close.join(""));
      return true;
    case "hang-mid-stream":
      break;
    case "cut":
      // Let the pieces leave before the connection drops.
      await sleep(10);
      response.destroy();
      break;
    case "garbled-event":
      response.end(garbled);
      break;
    case "error-event":
      response.end(error);
      break;
    default:
      response.end();
  }
  return false;
}

function control({ response, plan }: Exchange, path: string, body: unknown): void {
  const json = (status: number, value: unknown) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
  };
  if (path === "/control/calls") {
    json(200, plan.calls);
    return;
  }
  const change = controlSchema.safeParse(body);
  if (change.success) plan.apply(change.data);
  json(change.success ? 200 : 400, change.success ? {} : { error: change.error.message });
}

function record({ request, response, plan }: Exchange, body: unknown): void {
  const call: Call = {
    method: request.method ?? "",
    path: request.url ?? "",
    headers: request.headers,
    body,
    status: null,
    finished: false,
    closedEarly: false,
    closedAt: null,
  };
  plan.calls.push(call);
  response.once("finish", () => {
    call.finished = true;
  });
  response.once("close", () => {
    call.status = response.headersSent ? response.statusCode : null;
    call.closedEarly = !call.finished;
    call.closedAt = performance.now();
  });
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8")) as unknown;
  } catch {
    return null;
  }
}
