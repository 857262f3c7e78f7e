import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { listen } from "../listen";
import { forgetOrder, listing, xml } from "./answers";
import { assumeRole, type Role, type RoleKeys } from "./roles";
import { judgeSignature, signerOf, type S3Keys, type Verdict } from "./signature";

export interface StoredObject {
  readonly body: Buffer;
  readonly etag: string;
  readonly modifiedAt: Date;
  readonly storageClass: string;
}

export type S3Failure =
  | "throttle"
  | "server-error"
  | "cut"
  | "garbage"
  | "empty"
  | "denied"
  | "archived"
  /** The page that was asked for last comes again, with the same token. */
  | "same-page";

export interface Trouble {
  readonly how: S3Failure;
  /** Of listings, unless it says otherwise. */
  readonly on?: "list" | "download";
  /** Calls that go well before. */
  readonly after?: number;
  /** Calls that fail; default 1. */
  readonly times?: number;
  /** Only for the object of this key. */
  readonly key?: string;
}

export interface S3ServerOptions {
  readonly port?: number;
  readonly keys?: S3Keys;
  /** Keys on one page of a listing. */
  readonly pageSize?: number;
  /** Whether the key may list all buckets. */
  readonly listsBuckets?: boolean;
  readonly clock?: () => number;
  /** The one role there is. Its keys may then do everything, and those that take it on nothing else. */
  readonly role?: Role | null;
}

export const S3_KEYS: S3Keys = {
  accessKeyId: "AKIATESTTESTTEST",
  secretAccessKey: "canary-secret/of+the+test+server=",
  region: "eu-central-1",
};

export interface S3Server {
  readonly endpoint: string;
  readonly port: number;
  readonly buckets: Map<string, Map<string, StoredObject>>;
  /** "list bucket prefix" and "get bucket/key", in order. */
  readonly calls: string[];
  readonly authorizedHosts: string[];
  put(bucket: string, key: string, body: string | Buffer): void;
  /** Changes what is told of an object that is there. */
  describe(bucket: string, key: string, more: Partial<StoredObject>): void;
  remove(bucket: string, key: string): void;
  /** Ends all keys that were given with the role. */
  expireRoleKeys(): void;
  fail(trouble: Trouble): void;
  /** No planned failure and no calls seen from here on. */
  calm(): void;
  /** As it was in the beginning. */
  reset(): void;
  close(): Promise<void>;
}

interface State extends Omit<S3Server, "endpoint" | "port" | "close"> {
  readonly options: Required<Omit<S3ServerOptions, "port">>;
  readonly roleKeys: Map<string, RoleKeys>;
  readonly troubles: { trouble: Trouble; after: number; times: number }[];
}

/**
 * An S3 that holds objects in memory: signatures are checked, keys are ordered by their bytes, pages have opaque tokens,
 * and it fails as it is told to. Reading only over HTTP; tests change it by `put` and `remove`.
 */
export async function startS3(options: S3ServerOptions = {}): Promise<S3Server> {
  const state = newState(options);
  const server = createServer((request, response) => {
    answer(state, request, response);
  });
  const { port, close } = await listen(server, options.port);
  return { ...state, endpoint: `http://127.0.0.1:${String(port)}`, port, close };
}

function newState(options: S3ServerOptions): State {
  const buckets: State["buckets"] = new Map();
  const troubles: State["troubles"] = [];
  const roleKeys: State["roleKeys"] = new Map();
  const calls: string[] = [];
  const authorizedHosts: string[] = [];
  return {
    options: {
      keys: S3_KEYS,
      pageSize: 1000,
      listsBuckets: true,
      clock: Date.now,
      role: null,
      ...options,
    },
    roleKeys,
    buckets,
    troubles,
    calls,
    authorizedHosts,
    put(bucket, key, body) {
      const objects = buckets.get(bucket) ?? new Map<string, StoredObject>();
      buckets.set(bucket, objects);
      const bytes = Buffer.from(body);
      const etag = `"${createHash("md5").update(bytes).digest("hex")}"`;
      const stored = { body: bytes, etag, modifiedAt: new Date(), storageClass: "STANDARD" };
      if (!objects.has(key)) forgetOrder(objects);
      objects.set(key, stored);
    },
    describe(bucket, key, more) {
      const object = buckets.get(bucket)?.get(key);
      if (object) buckets.get(bucket)?.set(key, { ...object, ...more });
    },
    remove(bucket, key) {
      const objects = buckets.get(bucket);
      objects?.delete(key);
      if (objects) forgetOrder(objects);
    },
    expireRoleKeys() {
      for (const [id, keys] of roleKeys) roleKeys.set(id, { ...keys, until: 0 });
    },
    fail(trouble) {
      troubles.push({ trouble, after: trouble.after ?? 0, times: trouble.times ?? 1 });
    },
    calm() {
      troubles.length = 0;
      calls.length = 0;
    },
    reset() {
      buckets.clear();
      troubles.length = 0;
      calls.length = 0;
      authorizedHosts.length = 0;
    },
  };
}

/** Keys for a while, to who signs for the role. */
async function giveRole(
  { options, roleKeys, calls }: State,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  calls.push("assume role");
  const body = await text(request);
  const { keys, role, clock } = options;
  const now = clock();
  response.sendDate = false;
  response.setHeader("date", new Date(now).toUTCString());
  response.setHeader("content-type", "text/xml");
  const verdict = judgeSignature(request, keys, { now, service: "sts", body });
  if (verdict !== "ok") {
    // STS has words of its own, and none for a clock that is off.
    const words: Partial<Record<Verdict, string>> = {
      InvalidAccessKeyId: "InvalidClientTokenId",
      RequestTimeTooSkewed: "SignatureDoesNotMatch",
    };
    const code = words[verdict] ?? verdict;
    response.writeHead(403);
    response.end(`<ErrorResponse><Error><Code>${code}</Code></Error></ErrorResponse>`);
    return;
  }
  const given = assumeRole(body, { role, region: keys.region, now });
  if ("keys" in given) roleKeys.set(given.keys.accessKeyId, given.keys);
  response.writeHead("keys" in given ? 200 : 403).end(given.xml);
}

/** Whether a request is signed by who may do what it asks for. */
function judge({ options, roleKeys }: State, request: IncomingMessage): Verdict {
  const now = options.clock();
  if (options.role === null) return judgeSignature(request, options.keys, { now });
  const id = signerOf(request) ?? "";
  const given = roleKeys.get(id);
  if (!given) return id === options.keys.accessKeyId ? "AccessDenied" : "InvalidAccessKeyId";
  if (request.headers["x-amz-security-token"] !== given.sessionToken) return "InvalidToken";
  if (given.until < now) return "ExpiredToken";
  return judgeSignature(request, given, { now });
}

function answer(state: State, request: IncomingMessage, response: ServerResponse): void {
  if (request.method === "POST") {
    void giveRole(state, request, response);
    return;
  }
  const url = new URL(request.url ?? "/", "http://s3");
  const [bucket = "", ...rest] = url.pathname.slice(1).split("/").map(decodeURIComponent);
  const key = rest.join("/");
  const what = key === "" ? "list" : "download";
  if (request.headers.authorization) state.authorizedHosts.push(request.headers.host ?? "");
  state.calls.push(
    what === "list"
      ? `list ${bucket} ${url.searchParams.get("prefix") ?? ""}`.trim()
      : `get ${bucket}/${key}`,
  );
  const trouble = nextTrouble(state, what, key);
  if (trouble && trouble !== "cut" && trouble !== "same-page") {
    fail(response, trouble);
    return;
  }
  const { keys, clock } = state.options;
  const verdict = judge(state, request);
  if (verdict !== "ok") {
    const status = verdict === "AuthorizationHeaderMalformed" ? 400 : 403;
    response.sendDate = false;
    response.setHeader("date", new Date(clock()).toUTCString());
    refuse(response, [status, verdict], verdict.startsWith("Auth") ? keys.region : undefined);
    return;
  }
  if (bucket === "") listBuckets(state, response);
  else if (what === "list") listObjects(state, { bucket, url, trouble }, response);
  else getObject(state, { bucket, key, request, cut: trouble === "cut" }, response);
}

function nextTrouble({ troubles }: State, what: "list" | "download", key: string) {
  const index = troubles.findIndex(
    ({ trouble }) =>
      (trouble.on ?? "list") === what && (trouble.key === undefined || trouble.key === key),
  );
  const next = troubles[index];
  if (!next) return undefined;
  if (next.after > 0) {
    next.after -= 1;
    return undefined;
  }
  next.times -= 1;
  if (next.times <= 0) troubles.splice(index, 1);
  return next.trouble.how;
}

function fail(response: ServerResponse, how: Exclude<S3Failure, "cut" | "same-page">): void {
  if (how === "throttle") {
    response.setHeader("retry-after", "1");
    refuse(response, [503, "SlowDown"]);
  } else if (how === "server-error") refuse(response, [500, "InternalError"]);
  else if (how === "denied") refuse(response, [403, "AccessDenied"]);
  else if (how === "archived") refuse(response, [403, "InvalidObjectState"]);
  else response.end(how === "garbage" ? "<html><body>Sign in to the proxy</body></html>" : "");
}

function refuse(
  response: ServerResponse,
  [status, code]: readonly [number, string],
  region?: string,
): void {
  const body = xml("Error", `<Code>${code}</Code>${region ? `<Region>${region}</Region>` : ""}`);
  response.writeHead(status, { "content-type": "application/xml" }).end(body);
}

function listBuckets({ buckets, options }: State, response: ServerResponse): void {
  if (!options.listsBuckets) {
    refuse(response, [403, "AccessDenied"]);
    return;
  }
  const names = [...buckets.keys()].map((name) => `<Bucket><Name>${name}</Name></Bucket>`);
  response.end(xml("ListAllMyBucketsResult", `<Buckets>${names.join("")}</Buckets>`));
}

function listObjects(
  { buckets, options }: State,
  { bucket, url, trouble }: { bucket: string; url: URL; trouble: S3Failure | undefined },
  response: ServerResponse,
): void {
  const objects = buckets.get(bucket);
  if (!objects) {
    refuse(response, [404, "NoSuchBucket"]);
    return;
  }
  const again = trouble === "same-page";
  const body = listing(objects, url.searchParams, { most: options.pageSize, again });
  if (trouble !== "cut") {
    response.setHeader("content-type", "application/xml");
    response.end(body);
    return;
  }
  response.writeHead(200, { "content-length": String(Buffer.byteLength(body)) });
  cutOff(response, Buffer.from(body));
}

function getObject(
  { buckets }: State,
  {
    bucket,
    key,
    request,
    cut,
  }: { bucket: string; key: string; request: IncomingMessage; cut: boolean },
  response: ServerResponse,
): void {
  const object = buckets.get(bucket)?.get(key);
  if (!object) {
    refuse(response, [404, buckets.has(bucket) ? "NoSuchKey" : "NoSuchBucket"]);
    return;
  }
  const wanted = request.headers["if-match"];
  if (wanted !== undefined && wanted !== object.etag) {
    refuse(response, [412, "PreconditionFailed"]);
    return;
  }
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
  const body = range ? object.body.subarray(Number(range[1]), Number(range[2]) + 1) : object.body;
  response.writeHead(range ? 206 : 200, {
    etag: object.etag,
    "content-length": String(body.byteLength),
    "content-type": "application/octet-stream",
  });
  if (cut) cutOff(response, body);
  else response.end(body);
}

/** Half of it, and then nothing more of the connection. */
function cutOff(response: ServerResponse, body: Buffer): void {
  response.write(body.subarray(0, body.byteLength / 2), () => {
    setTimeout(() => response.socket?.destroy(), 10);
  });
}
