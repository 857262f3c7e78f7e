import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import {
  itemChanged,
  itemGone,
  itemRefused,
  noAnswer,
  unreadablePlace,
} from "@/lib/connectors/_contract/failures";
import { listingMark } from "@/lib/connectors/_contract/paging";
import type {
  ChangePage,
  ConnectorCheck,
  ConnectorRuntime,
  ConnectorTest,
  Download,
  RemoteItem,
  TreePage,
} from "@/lib/connectors/_contract/runtime";
import type { z } from "zod/mini";
import type { s3 } from "./definition";
import { itemOf } from "./items";
import { listBuckets, listObjects, type S3Page } from "./list";
import { endpointOf, type S3Credentials } from "./credentials";
import { assumeRole, roleServiceOf } from "./role";
import { send, unexpected, type S3Call } from "./send";

type S3Scope = z.infer<typeof s3.scope>;

/**
 * Lists everything each time and is compared by key, ETag and size: times are too coarse to tell what changed, and
 * notifications may get lost. The cursor is the last key of a listing that was broken off.
 */
export const s3Runtime: ConnectorRuntime<S3Credentials, S3Scope> = {
  origins: (credentials) => [endpointOf(credentials).origin, roleServiceOf(credentials).origin],
  gate: (credentials) => `s3 ${endpointOf(credentials).host} ${credentials.accessKeyId}`,
  roots: () => null,
  renew: assumeRole,
  test: testKeys,
  children,
  changes,
  download,
};

async function testKeys(call: S3Call): Promise<ConnectorTest> {
  const { bucket, accessKeyId, method } = call.credentials;
  const role: ConnectorCheck[] = method === "role" ? [await checkRole(call)] : [];
  if (role.some(({ ok }) => !ok)) return { account: null, checks: role };
  try {
    const checks =
      bucket === undefined ? await checkBuckets(call) : await checkBucket(call, bucket);
    return { account: accessKeyId, checks: [{ code: "keys", ok: true }, ...role, ...checks] };
  } catch (error) {
    if (!isAppError(error) || error.code !== "connector.reconnect") throw error;
    const said = error.cause instanceof Error ? error.cause.message : "";
    const reason = REASONS[said] ?? "other";
    return { account: null, checks: [{ code: "keys", ok: false, params: { reason } }] };
  }
}

const REASONS: Readonly<Record<string, string>> = {
  InvalidAccessKeyId: "unknown",
  InvalidClientTokenId: "unknown",
  SignatureDoesNotMatch: "secret",
  ExpiredToken: "expired",
  RequestTimeTooSkewed: "clock",
};

/** Whether the keys are given the role. What they are refused for is told apart where the service does. */
async function checkRole(call: S3Call): Promise<ConnectorCheck> {
  try {
    await call.accessToken();
    return { code: "role", ok: true };
  } catch (error) {
    if (!isAppError(error) || error.code !== "connector.reconnect") throw error;
    const said = error.cause instanceof Error ? error.cause.message : "";
    return { code: "role", ok: false, params: { reason: REASONS[said] ?? "other" } };
  }
}

async function checkBuckets(call: S3Call): Promise<ConnectorCheck[]> {
  const buckets = await listBuckets(call);
  if (buckets === null) return [{ code: "buckets", ok: false }];
  return [{ code: "buckets", ok: true, params: { count: buckets.length } }];
}

/** Whether it can be listed, and the first file of it be read. */
async function checkBucket(call: S3Call, bucket: string): Promise<ConnectorCheck[]> {
  let page: S3Page;
  try {
    page = await listObjects(call, { bucket, prefix: "", most: 20 });
  } catch (error) {
    if (!isAppError(error) || error.code !== "connector.unreadable-place") throw error;
    const { reason, region } = error.params;
    const params = { bucket, reason: String(reason), region: String(region) };
    return [{ code: "list", ok: false, params }];
  }
  const listed: ConnectorCheck = { code: "list", ok: true, params: { bucket } };
  const readable = page.objects.find(({ size }) => size > 0);
  if (!readable) return [listed];
  const got = await send(call, { bucket, key: readable.key, headers: { range: "bytes=0-0" } });
  if ("response" in got) await got.response.body?.cancel();
  const denied = "refusal" in got && got.refusal.status === 403;
  return [listed, { code: "read", ok: !denied, params: { bucket } }];
}

/** Buckets, then what lies between slashes; a node's id is "bucket" or "bucket/prefix/". */
async function children(
  call: S3Call,
  { parent, page }: { parent: string | null; page: string | null },
): Promise<TreePage> {
  if (parent === null) {
    const own = call.credentials.bucket;
    const buckets = own === undefined ? await listBuckets(call) : [own];
    if (buckets === null) throw unreadablePlace("forbidden", { place: "s3:ListAllMyBuckets" });
    const nodes = buckets.map((bucket) => nodeOf(bucket, "", bucket));
    return { nodes, next: null };
  }
  const cut = parent.indexOf("/");
  const bucket = cut < 0 ? parent : parent.slice(0, cut);
  const prefix = cut < 0 ? "" : parent.slice(cut + 1);
  const more = page === null ? {} : { token: page };
  const listed = await listObjects(call, { bucket, prefix, delimiter: "/", ...more });
  const nodes = listed.prefixes.map((key) => nodeOf(bucket, key, key.slice(prefix.length, -1)));
  return { nodes, next: listed.next };
}

function nodeOf(bucket: string, prefix: string, label: string) {
  const scope = { bucket, prefix } satisfies S3Scope;
  return { id: prefix === "" ? bucket : `${bucket}/${prefix}`, label, expandable: true, scope };
}

async function* changes(
  call: S3Call,
  { scope, cursor }: { scope: S3Scope; cursor: string | null },
): AsyncGenerator<ChangePage, void> {
  call.signal.throwIfAborted();
  let after = cursor === null || cursor === "" ? undefined : cursor;
  let token: string | undefined;
  let starts = after === undefined;
  for (;;) {
    const from = token !== undefined ? { token } : after !== undefined ? { after } : {};
    const page = await listObjects(call, { ...scope, ...from });
    const last = page.objects.at(-1)?.key;
    // Servers are known to give a page again and again.
    if (page.next !== null && (page.next === token || last === undefined || last === after)) {
      throw noAnswer(endpointOf(call.credentials).hostname, "the same page twice");
    }
    after = last ?? after;
    token = page.next ?? undefined;
    const ends = token === undefined;
    yield pageOf(scope, page, { starts, ends, cursor: ends ? "" : (after ?? "") });
    if (ends) return;
    starts = false;
  }
}

function pageOf(
  { bucket }: S3Scope,
  { objects }: S3Page,
  { starts, ends, cursor }: { starts: boolean; ends: boolean; cursor: string },
): ChangePage {
  const items = objects.flatMap((object) => itemOf(bucket, object) ?? []);
  return { part: "", ...listingMark({ starts, ends }), items, removed: [], cursor, done: ends };
}

/** Files may be large, and the way to them slow. */
const LONGEST_DOWNLOAD = { maxBytes: 5 * 2 ** 30, timeoutMs: 60 * 60_000 };

/** Only the content that was listed: another one is a change, which the next listing tells of. */
async function download(call: S3Call, item: RemoteItem): Promise<Download> {
  const answer = await send(call, {
    bucket: item.handle ?? "",
    key: item.id,
    headers: item.etag === null ? {} : { "if-match": item.etag },
    ...LONGEST_DOWNLOAD,
  });
  if ("refusal" in answer) {
    const { status, code } = answer.refusal;
    if (status === 404) throw itemGone();
    if (status === 412) throw itemChanged();
    if (status === 403) {
      const reason = code === "InvalidObjectState" ? "archived" : "forbidden";
      throw itemRefused(reason, new Error(code));
    }
    throw unexpected(call, answer.refusal);
  }
  const { headers, body } = answer.response;
  return {
    body: body ?? new Response("").body ?? new ReadableStream(),
    // Of what was stored compressed the length is that of fewer bytes than come out here.
    size: headers.has("content-encoding") ? null : numberOf(headers.get("content-length")),
    etag: headers.get("etag"),
    mimeType: headers.get("content-type"),
  };
}

function numberOf(text: string | null): number | null {
  const number = Number(text ?? Number.NaN);
  return Number.isInteger(number) ? number : null;
}
