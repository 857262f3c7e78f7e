import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { listen } from "../listen";

export interface JsonListFailure {
  readonly how: "throttle" | "server-error" | "cut" | "garbage";
  readonly times?: number;
}

export interface JsonListServer {
  readonly origin: string;
  readonly port: number;
  /** By their id, in the order of the list. */
  readonly records: Map<string, Record<string, unknown>>;
  /** Path and query of each call, in order. */
  readonly calls: string[];
  readonly authorizedHosts: string[];
  /** What every call's authorization has to be; null: anybody may ask. */
  authorization: string | null;
  pageSize: number;
  /** The answer for a page of records; by default `{ items, next }` with the path of the next page or null. */
  wrap: (page: JsonListPage) => { body: unknown; headers?: Record<string, string> };
  fail(failure: JsonListFailure): void;
  close(): Promise<void>;
}

export interface JsonListPage {
  readonly records: readonly Record<string, unknown>[];
  /** Path and query of the next page; null after the last. */
  readonly next: string | null;
  readonly number: number;
  readonly total: number;
}

/** A web service that gives its records at /records, `page` by page, and fails as it is told to. */
export async function startJsonList(): Promise<JsonListServer> {
  const failures: { how: JsonListFailure["how"]; left: number }[] = [];
  const server = createServer((request, response) => {
    const planned = failures.find(({ left }) => left > 0);
    if (planned) planned.left -= 1;
    answer(list, { request, response, how: planned?.how });
  });
  const { port, close } = await listen(server);
  const list: JsonListServer = {
    origin: `http://127.0.0.1:${String(port)}`,
    port,
    records: new Map(),
    calls: [],
    authorizedHosts: [],
    authorization: null,
    pageSize: 10,
    wrap: ({ records, next }) => ({ body: { items: records, next } }),
    fail: ({ how, times = 1 }) => failures.push({ how, left: times }),
    close,
  };
  return list;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly how: JsonListFailure["how"] | undefined;
}

function answer(list: JsonListServer, { request, response, how }: Exchange): void {
  const url = new URL(request.url ?? "/", list.origin);
  list.calls.push(url.pathname + url.search);
  const { authorization, host = "" } = request.headers;
  if (authorization !== undefined) list.authorizedHosts.push(host);
  const send = (status: number, text: string, headers: Record<string, string> = {}) =>
    response
      .writeHead(status, { "content-length": String(Buffer.byteLength(text)), ...headers })
      .end(text);
  if (how === "throttle") return void send(429, "", { "retry-after": "30" });
  if (how === "server-error") return void send(500, "Oops");
  if (how === "garbage") return void send(200, "<html><body>The proxy");
  if (list.authorization !== null && authorization !== list.authorization) {
    return void send(401, '{"error":"Who are you?"}');
  }
  if (url.pathname !== "/records") return void send(404, '{"error":"Not here"}');
  const number = Number(url.searchParams.get("page") ?? "1");
  const all = [...list.records.values()];
  const records = all.slice((number - 1) * list.pageSize, number * list.pageSize);
  const next = number * list.pageSize < all.length ? `/records?page=${String(number + 1)}` : null;
  const { body, headers = {} } = list.wrap({ records, next, number, total: all.length });
  const text = JSON.stringify(body);
  if (how !== "cut")
    return void send(200, text, { "content-type": "application/json", ...headers });
  response.writeHead(200, { "content-length": String(Buffer.byteLength(text)) });
  response.write(text.slice(0, text.length / 2), () => {
    setTimeout(() => response.socket?.destroy(), 10);
  });
}
