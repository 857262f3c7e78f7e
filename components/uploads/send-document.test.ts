import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { IN_PARTS_FROM_BYTES } from "@/lib/knowledge/files/limits";
import { createUploadMemory } from "./remembered";
import { SendError } from "./send-body";
import { sendDocument, type PresentParts } from "./send-document";
import type { PartsApi } from "./send-parts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});
beforeEach(() => localStorage.clear());

/** A real server that the page's origin is moved to, since uploads go to the site's own address. */
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer((request, response) => {
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-headers", "*");
    response.setHeader("access-control-allow-methods", "*");
    if (request.method === "OPTIONS") response.end();
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = document.createElement("base");
  base.href = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
  document.head.append(base);
  closers.push(() => {
    base.remove();
    server.close();
    server.closeAllConnections();
  });
}

const PART = 4 * 1024 ** 2;

/** Uploads in parts as the server keeps them; see lib/services/upload. */
function partsServer(size: number) {
  const stored = new Map<number, Buffer>();
  const completed: string[] = [];
  const parts = Math.ceil(size / PART);
  let begun = 0;
  const api: PartsApi = {
    begin: () => Promise.resolve({ id: `u${String(++begun)}` }),
    get: (id) => {
      const missing = Array.from({ length: parts }, (_, at) => at).filter((at) => !stored.has(at));
      return Promise.resolve({ id, partBytes: PART, parts, missing });
    },
    complete: ({ sha256 }) => Promise.resolve(completed.push(sha256)),
    abort: () => Promise.resolve(),
  };
  const put = async (request: IncomingMessage, response: ServerResponse) => {
    const number = Number(request.url?.split("/").at(-1));
    stored.set(number, await buffer(request));
    response.writeHead(204).end();
  };
  return { api, put, stored, completed, begun: () => begun };
}

function place(parts: PartsApi = partsServer(0).api) {
  return { workspace: "acme", parts, memory: createUploadMemory("acme") };
}

function options(signal = new AbortController().signal) {
  const seen = { offline: [] as boolean[], sent: [] as number[], present: [] as PresentParts[] };
  return {
    ...seen,
    signal,
    firstWaitMs: 5,
    onOffline: (offline: boolean) => void seen.offline.push(offline),
    onProgress: (sent: number) => void seen.sent.push(sent),
    onPresent: (parts: PresentParts) => void seen.present.push(parts),
  };
}

const small = new File(["hello"], "Gebühren 2027.md", { type: "text/markdown" });

describe("a small file", () => {
  it("goes in one request, with its name, type, folder and batch", async () => {
    const seen: Record<string, unknown> = {};
    await serve((incoming, response) => {
      const { url, headers } = incoming;
      Object.assign(seen, { url, name: headers["x-file-name"], type: headers["content-type"] });
      incoming.setEncoding("utf8").on("data", (chunk: string) => (seen.body = chunk));
      incoming.on("end", () => response.writeHead(201).end('{"id":"d1"}'));
    });
    const document = { sourceId: "s1", file: small, folder: "a b/c", batch: "b1", replaces: "d0" };
    await sendDocument(place(), document, options());
    expect(seen).toEqual({
      url: "/api/workspaces/acme/sources/s1/documents?replace=d0&folder=a+b%2Fc&batch=b1",
      name: "Geb%C3%BChren%202027.md",
      type: "text/markdown",
      body: "hello",
    });
  });

  const send = (signal?: AbortSignal) =>
    sendDocument(place(), { sourceId: "s1", file: small }, options(signal));

  it("fails at once with the code and values of a refusal", async () => {
    let requests = 0;
    await serve((_, response) => {
      requests += 1;
      response.writeHead(413).end('{"error":{"code":"storage.too-large","params":{"limit":200}}}');
    });
    const error = await send().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SendError);
    expect(error).toMatchObject({ code: "storage.too-large", params: { limit: 200 } });
    expect(requests).toBe(1);
  });

  it("is sent again while a proxy has trouble, a few times", async () => {
    let requests = 0;
    await serve((_, response) => {
      requests += 1;
      if (requests < 3) response.writeHead(502).end("<h1>Bad gateway</h1>");
      else response.writeHead(201).end('{"id":"d1"}');
    });
    await send();
    expect(requests).toBe(3);
    requests = -100;
    await expect(send()).rejects.toMatchObject({ code: "client.unknown" });
    expect(requests).toBe(-94);
  });

  it("waits for the connection for as long as it takes, and says so", async () => {
    let requests = 0;
    await serve((incoming, response) => {
      requests += 1;
      if (requests <= 8) incoming.socket.destroy();
      else response.writeHead(201).end('{"id":"d1"}');
    });
    const watched = options();
    const sending = sendDocument(place(), { sourceId: "s1", file: small }, watched);
    // Waits double, but a browser that finds its connection again doesn't wait.
    const hurry = setInterval(() => window.dispatchEvent(new Event("online")), 5);
    closers.push(() => clearInterval(hurry));
    await sending;
    expect(watched.offline).toEqual([...Array<boolean>(8).fill(true), false]);
  });

  it("stops when it is told to", async () => {
    await serve(() => undefined);
    const abort = new AbortController();
    const sending = send(abort.signal);
    abort.abort();
    await expect(sending).rejects.toBeDefined();
  });

  it("does not wait for a file that is gone", async () => {
    await serve((incoming) => incoming.socket.destroy());
    const gone = new File(["x"], "gone.md");
    gone.slice = () => {
      throw new DOMException("gone", "NotReadableError");
    };
    const sending = sendDocument(place(), { sourceId: "s1", file: gone }, options());
    await expect(sending).rejects.toMatchObject({ code: "client.file-changed" });
  });
});

describe("a large file", () => {
  const bytes = Buffer.alloc(IN_PARTS_FROM_BYTES + 1000).map((_, at) => (at * 7) % 251);
  const large = new File([bytes], "large.pdf", { lastModified: 5 });
  const document = { sourceId: "s1", file: large, folder: "a" };
  const sha256 = createHash("sha256").update(bytes).digest("hex");

  it("goes in parts, and its sum with it", async () => {
    const server = partsServer(large.size);
    await serve((request, response) => void server.put(request, response));
    const watched = options();
    await sendDocument(place(server.api), document, watched);
    const stored = Buffer.concat([0, 1, 2].map((at) => server.stored.get(at) ?? Buffer.of()));
    expect(stored.equals(bytes)).toBe(true);
    expect(server.completed).toEqual([sha256]);
    expect(watched.sent.at(-1)).toBe(large.size);
    expect(watched.present).toEqual([]);
    expect(createUploadMemory("acme").all()).toEqual([]);
  });

  it("goes on where it stopped when the same file is chosen again", async () => {
    const server = partsServer(large.size);
    const abort = new AbortController();
    const put: number[] = [];
    await serve((request, response) => {
      put.push(Number(request.url?.split("/").at(-1)));
      if (put.length === 2) abort.abort();
      else void server.put(request, response);
    });
    const first = sendDocument(place(server.api), document, options(abort.signal));
    await expect(first).rejects.toBeDefined();
    expect([...server.stored.keys()]).toEqual([0]);
    const watched = options();
    await sendDocument(place(server.api), document, watched);
    expect(put).toEqual([0, 1, 1, 2]);
    expect(server.begun()).toBe(1);
    expect(watched.present).toEqual([{ present: 1, parts: 3 }]);
    expect(server.completed).toEqual([sha256]);
  });

  it("begins anew when the server knows nothing of it any more, or it arrived damaged", async () => {
    const server = partsServer(large.size);
    await serve((request, response) => void server.put(request, response));
    const memory = createUploadMemory("acme");
    const fingerprint = JSON.stringify(["s1", "a", "large.pdf", large.size, 5]);
    memory.keep({ id: "long-gone", fingerprint, name: "large.pdf" });
    const gone = {
      ...server.api,
      get: (id: string) =>
        id === "long-gone" ? Promise.reject(new SendError("upload.not-found")) : server.api.get(id),
    };
    const damaged = { ...gone, complete: () => Promise.reject(new SendError("upload.damaged")) };
    const sending = sendDocument(place(damaged), document, options());
    await expect(sending).rejects.toMatchObject({ code: "upload.damaged" });
    expect(server.begun()).toBe(1);
    expect(memory.all()).toEqual([]);
  });
});
