import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { listen } from "../listen";

/** What the host does wrong; each is forgotten when it is set to undefined. */
export interface ModelHostFaults {
  /** Answers everything with this status. */
  status?: number;
  /** Breaks the connection after this many bytes of a file, as often as `times`. */
  cut?: { file: string; after: number; times: number };
  /** Sends other bytes of the right length. */
  garble?: string;
  /** Says that a file is this long. */
  length?: { file: string; bytes: number };
  /** Hasn't got this file. */
  lacks?: string;
  /** Sends files a kilobyte at a time with this pause, ms. */
  slowMs?: number;
  /** Sends whole files whatever was asked for. */
  noRanges?: boolean;
}

export interface ModelHost {
  readonly url: string;
  readonly port: number;
  /** `method path` with the asked range, in order. */
  readonly requests: readonly string[];
  faults: ModelHostFaults;
  close(): Promise<void>;
}

export interface ModelHostOptions {
  /** `owner/name`. */
  readonly repository: string;
  readonly files: ReadonlyMap<string, Buffer>;
  /** Default: any free one. */
  readonly port?: number;
}

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const PIECE = 1024;

/** A host of one model with the parts of huggingface.co's interface that a download needs, on loopback. */
export async function startModelHost(options: ModelHostOptions): Promise<ModelHost> {
  const requests: string[] = [];
  const host: { faults: ModelHostFaults } = { faults: {} };
  const server = createServer((request, response) => {
    requests.push(
      `${request.method ?? ""} ${request.url ?? ""} ${request.headers.range ?? ""}`.trim(),
    );
    answer({ request, response, options, faults: host.faults }).catch(() => response.destroy());
  });
  const { port, close } = await listen(server, options.port);
  return Object.assign(host, {
    url: `http://127.0.0.1:${String(port)}`,
    port,
    requests,
    close,
  });
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly options: ModelHostOptions;
  readonly faults: ModelHostFaults;
}

async function answer(exchange: Exchange): Promise<void> {
  const { request, response, faults, options } = exchange;
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const api = `/api/models/${options.repository}`;
  const files = `/${options.repository}/resolve/${COMMIT}/`;
  if (faults.status !== undefined) response.writeHead(faults.status).end("no");
  else if (pathname.startsWith(`${api}/revision/`)) sendJson(response, { sha: COMMIT });
  else if (pathname === `${api}/tree/${COMMIT}`) sendJson(response, tree(exchange));
  else if (pathname.startsWith(files)) await sendFile(exchange, pathname.slice(files.length));
  else response.writeHead(404).end();
}

/** Large files are kept apart (LFS), with their SHA-256; small ones have their name as a git object only. */
function tree({ options, faults }: Exchange) {
  return [...options.files]
    .filter(([path]) => path !== faults.lacks)
    .map(([path, content]) => {
      const size = faults.length?.file === path ? faults.length.bytes : content.length;
      const git = createHash("sha1")
        .update(`blob ${String(size)}\0`)
        .update(content)
        .digest("hex");
      const lfs = { oid: createHash("sha256").update(content).digest("hex"), size };
      return { type: "file", path, size, oid: git, ...(path.endsWith(".onnx") && { lfs }) };
    });
}

async function sendFile({ request, response, options, faults }: Exchange, path: string) {
  const content = options.files.get(path);
  if (!content) {
    response.writeHead(404).end();
    return;
  }
  const [, asked] = /^bytes=(\d+)-$/.exec(request.headers.range ?? "") ?? [];
  const start = faults.noRanges ? 0 : Number(asked ?? 0);
  const rest = content.subarray(start);
  const body = faults.garble === path ? Buffer.alloc(rest.length, "x") : rest;
  response.writeHead(start > 0 ? 206 : 200, { "content-length": String(body.length) });
  const cut = faults.cut?.file === path && faults.cut.times > 0 ? faults.cut : null;
  if (cut) cut.times -= 1;
  for (let at = 0; at < body.length && !response.destroyed; at += PIECE) {
    if (cut && at >= cut.after) {
      response.destroy();
      return;
    }
    const sent = response.write(body.subarray(at, at + PIECE));
    if (faults.slowMs !== undefined) await sleep(faults.slowMs);
    // What is still in the buffer when a connection is broken never arrives.
    else if (cut || !sent) await sleep(1);
  }
  response.end();
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
}
