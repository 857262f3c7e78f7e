import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import { createServer as createTcpServer, type AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import { createOutbound, type Outbound } from "./outbound";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let other: Server;
let base: string;
let elsewhere: string;
let handler: Handler;
let seen: IncomingMessage[];
let outbound: Outbound;

async function listen(onRequest: Handler): Promise<Server> {
  const started = createServer(onRequest);
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  return started;
}
const portOf = (started: Server) => (started.address() as AddressInfo).port;

beforeAll(async () => {
  server = await listen((request, response) => {
    seen.push(request);
    handler(request, response);
  });
  other = await listen((request, response) => {
    seen.push(request);
    response.end(JSON.stringify(request.headers));
  });
  base = `http://127.0.0.1:${String(portOf(server))}`;
  elsewhere = `http://127.0.0.1:${String(portOf(other))}`;
  outbound = createOutbound({
    allowHosts: [server, other].map((one) => ({ host: "127.0.0.1", port: portOf(one) })),
  });
});
beforeEach(() => {
  seen = [];
});
afterAll(async () => {
  await outbound.close();
  await Promise.all([server, other].map((one) => new Promise((resolve) => one.close(resolve))));
});

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
    return "no error";
  } catch (error) {
    return error instanceof AppError
      ? { code: error.code, ...error.params, retryable: error.retryable }
      : error;
  }
}
async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}

describe("fetch", () => {
  it("sends method, headers and body and gives back status, headers, url and body", async () => {
    handler = (request, response) => {
      void bodyOf(request).then((body) => {
        response
          .writeHead(201, { "x-echo": request.headers["x-sent"] })
          .end(`${request.method ?? ""} ${body}`);
      });
    };
    const response = await outbound.fetch(`${base}/a?b=1`, {
      method: "post",
      body: "hello",
      headers: { "x-sent": "1" },
    });
    expect([response.status, response.headers.get("x-echo"), response.url]).toEqual([
      201,
      "1",
      `${base}/a?b=1`,
    ]);
    expect(await response.text()).toBe("POST hello");
  });

  it("takes a Request and a streaming body", async () => {
    handler = (request, response) => {
      void bodyOf(request).then((body) => response.end(`${request.method ?? ""} ${body}`));
    };
    const request = new Request(`${base}/`, { method: "PUT", body: "from a request" });
    expect(await (await outbound.fetch(request)).text()).toBe("PUT from a request");
    const body = new Response("from a stream").body;
    expect(await (await outbound.fetch(base, { method: "POST", body })).text()).toBe(
      "POST from a stream",
    );
  });

  it("passes an answer without a body", async () => {
    handler = (_, response) => response.writeHead(204).end();
    const response = await outbound.fetch(base);
    expect([response.status, response.body]).toEqual([204, null]);
  });

  it("delivers a stream piece by piece", async () => {
    handler = (_, response) => {
      response.write("first");
      response.on("close", () => undefined);
    };
    const response = await outbound.fetch(base);
    const reader = response.body?.getReader();
    const piece = await reader?.read();
    expect(Buffer.from(piece?.value ?? []).toString()).toBe("first");
    await reader?.cancel();
  });
});

describe("redirects", () => {
  const redirect =
    (status: number, location: string): Handler =>
    (_, response) => {
      response.writeHead(status, { location }).end();
    };

  it("keep credentials on the same origin", async () => {
    handler = (request, response) => {
      if (request.url === "/from") redirect(302, "/to")(request, response);
      else response.end(JSON.stringify(request.headers));
    };
    const response = await outbound.fetch(`${base}/from`, {
      headers: { authorization: "Bearer x", cookie: "a=b" },
    });
    expect(response.url).toBe(`${base}/to`);
    expect(await response.json()).toMatchObject({ authorization: "Bearer x", cookie: "a=b" });
  });

  it("drop credentials on another origin", async () => {
    handler = redirect(302, `${elsewhere}/`);
    const headers = {
      authorization: "Bearer x",
      cookie: "a=b",
      "x-api-key": "k",
      "api-key": "k",
      accept: "text/plain",
    };
    const sent = (await (await outbound.fetch(base, { headers })).json()) as Record<string, string>;
    expect(sent.accept).toBe("text/plain");
    for (const name of ["authorization", "cookie", "x-api-key", "api-key"])
      expect(sent).not.toHaveProperty(name);
  });

  it.each([
    [301, "POST", "GET", ""],
    [302, "POST", "GET", ""],
    [303, "PUT", "GET", ""],
    [307, "POST", "POST", "body"],
    [308, "PUT", "PUT", "body"],
  ] as const)("%i of a %s goes on as %s", async (...[status, method, after, body]) => {
    handler = (request, response) => {
      void bodyOf(request).then((text) => {
        if (request.url === "/from") redirect(status, "/to")(request, response);
        else response.end(`${request.method ?? ""} ${text}`);
      });
    };
    expect(await (await outbound.fetch(`${base}/from`, { method, body: "body" })).text()).toBe(
      `${after} ${body}`,
    );
  });

  it("stop after five", async () => {
    handler = redirect(302, "/again");
    expect(await codeOf(outbound.fetch(base))).toMatchObject({
      code: "outbound.too-many-redirects",
      max: 5,
    });
    expect(seen).toHaveLength(6);
  });

  it("are given back as they are on request", async () => {
    handler = redirect(302, "http://169.254.169.254/");
    const response = await outbound.fetch(base, { redirect: "manual" });
    expect([response.status, response.headers.get("location")]).toEqual([
      302,
      "http://169.254.169.254/",
    ]);
  });
});

describe("size", () => {
  it.each(["declared", "streamed", "compressed"])("is capped when %s", async (kind) => {
    const bytes = Buffer.alloc(200_000, "x");
    handler = (_, response) => {
      if (kind === "declared")
        response.writeHead(200, { "content-length": bytes.length }).end(bytes);
      else if (kind === "streamed") response.writeHead(200).end(bytes);
      else response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(bytes));
    };
    const read = async () => (await outbound.fetch(base, { maxBytes: 100_000 })).arrayBuffer();
    expect(await codeOf(read())).toMatchObject({ code: "outbound.too-large", megabytes: 1 });
    expect(
      (await (await outbound.fetch(base, { maxBytes: 200_000 })).arrayBuffer()).byteLength,
    ).toBe(200_000);
  });
});

describe("time", () => {
  it("runs out before the first byte", async () => {
    handler = () => undefined;
    expect(await codeOf(outbound.fetch(base, { timeoutMs: 80 }))).toMatchObject({
      code: "outbound.timeout",
      phase: "total",
      retryable: true,
    });
    await once(seen[0]?.socket ?? server, "close");
  });

  it("runs out in the middle of an answer", async () => {
    handler = (_, response) => response.write("some");
    const response = await outbound.fetch(base, { timeoutMs: 120 });
    expect(await codeOf(response.text())).toMatchObject({
      code: "outbound.timeout",
      phase: "total",
    });
    await once(seen[0]?.socket ?? server, "close");
  });

  it("runs out while connecting", async () => {
    // Accepts the connection and never answers the TLS greeting.
    const silent = createTcpServer();
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    const open = outbound.allowing((_, at) => at === port);
    const call = open.fetch(`https://127.0.0.1:${String(port)}/`, { connectTimeoutMs: 100 });
    expect(await codeOf(call)).toMatchObject({
      code: "outbound.timeout",
      phase: "connect",
      retryable: true,
    });
    silent.close();
  });
});

describe("abort", () => {
  it("before the call sends nothing", async () => {
    await expect(outbound.fetch(base, { signal: AbortSignal.abort() })).rejects.toThrow(
      expect.objectContaining({ name: "AbortError" }),
    );
    expect(seen).toHaveLength(0);
  });

  it.each(["before the first byte", "in the middle of an answer"])(
    "%s closes the connection",
    async (when) => {
      const controller = new AbortController();
      const arrived = new Promise<IncomingMessage>((resolve) => {
        handler = (request, response) => {
          if (when !== "before the first byte") response.write("some");
          resolve(request);
        };
      });
      const call = outbound
        .fetch(base, { signal: controller.signal })
        .then((response) => response.text());
      const closed = once((await arrived).socket, "close");
      setTimeout(() => {
        controller.abort();
      }, 30);
      await expect(call).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
      await closed;
    },
  );

  it("passes on the caller's own reason", async () => {
    handler = () => undefined;
    const controller = new AbortController();
    const call = outbound.fetch(base, { signal: controller.signal });
    const reason = new AppError("run.stopped", "cancelled");
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
  });

  it("by cancelling the body closes the connection", async () => {
    const closed = new Promise((resolve) => {
      handler = (request, response) => {
        request.socket.once("close", resolve);
        response.write("some");
      };
    });
    const response = await outbound.fetch(base);
    await response.body?.cancel();
    await closed;
  });
});

describe("an unreachable host", () => {
  it("refuses the connection", async () => {
    const gone = await listen(() => undefined);
    const port = portOf(gone);
    await new Promise((resolve) => gone.close(resolve));
    const open = outbound.allowing((_, at) => at === port);
    expect(await codeOf(open.fetch(`http://127.0.0.1:${String(port)}/`))).toEqual({
      code: "outbound.unreachable",
      host: "127.0.0.1",
      reason: "refused",
      retryable: true,
    });
  });

  it("has no name", async () => {
    const unnamed = createOutbound({
      lookup: (_host, _options, done) => {
        done(null, []);
      },
    });
    expect(await codeOf(unnamed.fetch("http://nowhere.test/"))).toMatchObject({
      code: "outbound.unreachable",
      reason: "name",
    });
  });

  it.each(["headers", "body"])("closes the connection early, in the %s", async (where) => {
    handler = (request, response) => {
      if (where === "body") {
        response.writeHead(200, { "content-length": 100 });
        response.write("some", () => request.socket.destroy());
      } else request.socket.destroy();
    };
    const call = outbound.fetch(base).then((response) => response.text());
    expect(await codeOf(call)).toMatchObject({
      code: "outbound.unreachable",
      reason: "closed",
      retryable: true,
    });
  });
});
