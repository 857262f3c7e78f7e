import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { UploadError, uploadDocument } from "./upload-document";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A real server that the page's origin is moved to, since uploads go to the site's own address. */
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer((request, response) => {
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-headers", "*");
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

const file = new File(["hello"], "Gebühren 2027.md", { type: "text/markdown" });
const request = { workspace: "acme", sourceId: "s1", file };

describe("uploadDocument", () => {
  it("sends the bytes with name and type, and gives the new id", async () => {
    const seen: Record<string, unknown> = {};
    await serve((incoming, response) => {
      seen.url = incoming.url;
      seen.name = incoming.headers["x-file-name"];
      seen.type = incoming.headers["content-type"];
      incoming.setEncoding("utf8").on("data", (chunk: string) => (seen.body = chunk));
      incoming.on("end", () => response.writeHead(201).end('{"id":"d1"}'));
    });
    await expect(uploadDocument({ ...request, replace: "d 0" })).resolves.toEqual({ id: "d1" });
    expect(seen).toEqual({
      url: "/api/workspaces/acme/sources/s1/documents?replace=d%200",
      name: "Geb%C3%BChren%202027.md",
      type: "text/markdown",
      body: "hello",
    });
  });

  it("fails with the code and values that the server names", async () => {
    await serve((_, response) =>
      response
        .writeHead(413)
        .end('{"error":{"code":"storage.too-large","params":{"megabytes":200}}}'),
    );
    const error = await uploadDocument(request).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UploadError);
    expect(error).toMatchObject({ code: "storage.too-large", params: { megabytes: 200 } });
  });

  it("does not take a proxy's page for an answer", async () => {
    await serve((_, response) => response.writeHead(502).end("<h1>Bad gateway</h1>"));
    await expect(uploadDocument(request)).rejects.toMatchObject({ code: "client.unknown" });
  });

  it("says so when the server can't be reached", async () => {
    await serve((incoming) => incoming.socket.destroy());
    await expect(uploadDocument(request)).rejects.toMatchObject({ code: "client.offline" });
  });

  it("stops when it is told to", async () => {
    await serve(() => undefined);
    const abort = new AbortController();
    const upload = uploadDocument({ ...request, signal: abort.signal });
    abort.abort();
    await expect(upload).rejects.toMatchObject({ code: "client.upload-cancelled" });
  });
});
