import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { listen } from "../listen";

export interface WebPage {
  readonly body: string;
  readonly type: string;
  /** Told as the time of its last change in the sitemap. */
  readonly changed: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
}

export interface WebFailure {
  readonly how: "throttle" | "server-error" | "cut" | "garbage";
  /** Paths that it is about. */
  readonly on: RegExp;
  readonly times?: number;
}

export interface WebSite {
  readonly origin: string;
  readonly port: number;
  readonly pages: Map<string, WebPage>;
  /** Path and query of each call, in order. */
  readonly calls: string[];
  readonly authorizedHosts: string[];
  /** What robots.txt says; null: there is none. */
  robots: string | null;
  /** What the sitemap says of each page; null: there is none but what was put. */
  sitemap: "names" | "dates" | null;
  /** `user:password` that every call needs. */
  basic: string | null;
  put(path: string, body: string, more?: Partial<WebPage>): void;
  fail(failure: WebFailure): void;
  close(): Promise<void>;
}

/** A small web site that holds its pages in memory, with robots.txt and a sitemap where it has them, and fails as it is told to. */
export async function startWebSite(): Promise<WebSite> {
  const failures: { failure: WebFailure; left: number }[] = [];
  const server = createServer((request, response) => {
    answer(site, { failures, request, response });
  });
  const { port, close } = await listen(server);
  const site: WebSite = {
    origin: `http://127.0.0.1:${String(port)}`,
    port,
    pages: new Map(),
    calls: [],
    authorizedHosts: [],
    robots: null,
    sitemap: null,
    basic: null,
    put(path, body, more = {}) {
      const usual = path.endsWith(".txt")
        ? "text/plain; charset=utf-8"
        : "text/html; charset=utf-8";
      const page = {
        body,
        type: usual,
        changed: new Date().toISOString(),
        headers: {},
        status: 200,
      };
      this.pages.set(path, { ...page, ...more });
    },
    fail(failure) {
      failures.push({ failure, left: failure.times ?? 1 });
    },
    close,
  };
  return site;
}

type Failures = { failure: WebFailure; left: number }[];

const HTML = { "content-type": "text/html" };

interface Exchange {
  readonly failures: Failures;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

function answer(site: WebSite, { failures, request, response }: Exchange): void {
  const path = request.url ?? "/";
  site.calls.push(path);
  const { authorization, host = "" } = request.headers;
  if (authorization !== undefined) site.authorizedHosts.push(host);
  const planned = failures.find(({ failure, left }) => left > 0 && failure.on.test(path));
  if (planned) planned.left -= 1;
  const how = planned?.failure.how;
  if (how === "throttle")
    return end(response, { status: 429, headers: { "retry-after": "30" }, body: "" });
  if (how === "server-error") return end(response, { status: 500, body: "Oops" });
  if (how === "garbage") {
    return end(response, { status: 200, headers: HTML, body: "<html><body>The proxy" });
  }
  const basic = `Basic ${Buffer.from(site.basic ?? "").toString("base64")}`;
  if (site.basic !== null && authorization !== basic) {
    return end(response, {
      status: 401,
      headers: { "www-authenticate": "Basic" },
      body: "Who are you?",
    });
  }
  const page = pageAt(site, path);
  if (!page) return end(response, { status: 404, headers: HTML, body: "<h1>Not here</h1>" });
  const etag = `"${createHash("md5").update(page.body).digest("hex")}"`;
  const headers = { "content-type": page.type, etag, ...page.headers };
  if (how !== "cut") return end(response, { status: page.status, headers, body: page.body });
  const bytes = Buffer.from(page.body);
  response.writeHead(200, { ...headers, "content-length": String(bytes.byteLength) });
  response.write(bytes.subarray(0, bytes.byteLength / 2), () => {
    setTimeout(() => response.socket?.destroy(), 10);
  });
}

function end(
  response: ServerResponse,
  {
    status,
    headers = {},
    body,
  }: { status: number; headers?: Record<string, string>; body: string },
): void {
  response.writeHead(status, { "content-length": String(Buffer.byteLength(body)), ...headers });
  response.end(body);
}

function pageAt(site: WebSite, path: string): WebPage | undefined {
  const own = { changed: "", headers: {}, status: 200 };
  if (path === "/robots.txt") {
    return site.robots === null ? undefined : { ...own, type: "text/plain", body: site.robots };
  }
  if (path !== "/sitemap.xml" || site.sitemap === null) return site.pages.get(path);
  const dates = site.sitemap === "dates";
  const urls = [...site.pages].map(
    ([at, { changed }]) =>
      `<url><loc>${site.origin}${encodeURI(at)}</loc>${dates ? `<lastmod>${changed}</lastmod>` : ""}</url>`,
  );
  const body = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join("")}</urlset>`;
  return { ...own, type: "application/xml", body };
}
