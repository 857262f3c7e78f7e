import { createServer, request as ask, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { AwsV4Signer } from "aws4fetch";
import { listen } from "../listen";
import type { S3Keys } from "./signature";

type Failure = "throttle" | "server-error" | "cut" | "garbage";

export interface RealS3 {
  /** What connections are given: everything passes here on its way to the server. */
  readonly endpoint: string;
  readonly keys: S3Keys;
  /** Hosts that were sent an authorization header. */
  readonly authorizedHosts: readonly string[];
  makeBucket(bucket: string): Promise<void>;
  put(bucket: string, key: string, body: string): Promise<void>;
  remove(bucket: string, key: string): Promise<void>;
  /** The next listing, or download, fails this way. */
  fail(how: Failure, on?: "list" | "download"): void;
  close(): Promise<void>;
}

/** A real S3 server at a port of this machine, with what stands between it and us: it can be told to fail. */
export async function throughProxy(port: number, keys: S3Keys): Promise<RealS3> {
  const troubles: { how: Failure; on: "list" | "download" }[] = [];
  const authorizedHosts: string[] = [];
  const proxy = createServer((request, response) => {
    if (request.headers.authorization) authorizedHosts.push(request.headers.host ?? "");
    const what = /^\/[^/?]*\/?(?:\?|$)/.test(request.url ?? "") ? "list" : "download";
    const index = request.method === "GET" ? troubles.findIndex(({ on }) => on === what) : -1;
    const [trouble] = index < 0 ? [] : troubles.splice(index, 1);
    pass(port, { request, response, how: trouble?.how });
  });
  const own = await listen(proxy);
  const direct = `http://127.0.0.1:${String(port)}`;
  const change = async (method: "PUT" | "DELETE", path: readonly string[], body?: string) => {
    const { url, headers } = await new AwsV4Signer({
      method,
      url: `${direct}/${path.map(encodeURIComponent).join("/")}`,
      headers: { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" },
      service: "s3",
      ...keys,
    }).sign();
    const { status, text } = await fetch(url, { method, headers, body: body ?? null }).then(
      async (answer) => ({ status: answer.status, text: await answer.text() }),
    );
    if (status >= 300) throw new Error(`${method} ${path.join("/")}: ${String(status)} ${text}`);
  };
  return {
    endpoint: `http://127.0.0.1:${String(own.port)}`,
    keys,
    authorizedHosts,
    makeBucket: (bucket) => change("PUT", [bucket]),
    put: (bucket, key, body) => change("PUT", [bucket, ...key.split("/")], body),
    remove: (bucket, key) => change("DELETE", [bucket, ...key.split("/")]),
    fail: (how, on = "list") => {
      troubles.push({ how, on });
    },
    close: () => own.close(),
  };
}

interface Passing {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly how: Failure | undefined;
}

function pass(port: number, { request, response, how }: Passing): void {
  if (how === "throttle") {
    response.writeHead(503, { "retry-after": "1" }).end("<Error><Code>SlowDown</Code></Error>");
  } else if (how === "server-error") {
    response.writeHead(500).end("<Error><Code>InternalError</Code></Error>");
  } else if (how === "garbage") response.end("<html><body>Sign in to the proxy</body></html>");
  else {
    const { method, url, headers } = request;
    const onward = ask({ host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
      if (how === "cut") void cut(answer, response);
      else {
        response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        answer.pipe(response);
      }
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  }
}

/** Half of it, of which the length of the whole was told, and then nothing more of the connection. */
async function cut(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(answer);
  response.writeHead(answer.statusCode ?? 502, { "content-length": String(body.byteLength) });
  response.write(body.subarray(0, body.byteLength / 2), () => {
    setTimeout(() => response.socket?.destroy(), 10);
  });
}
