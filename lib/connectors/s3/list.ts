import "server-only";
import { noAnswer, unreadablePlace } from "@/lib/connectors/_contract/failures";
import { all, textIn } from "@/lib/connectors/_contract/read-xml";
import { endpointOf } from "./credentials";
import { send, unexpected, xmlOf, type Refusal, type S3Call } from "./send";

export interface S3Object {
  readonly key: string;
  readonly etag: string;
  readonly size: number;
  readonly modifiedAt: Date | null;
  readonly storageClass: string;
}

export interface S3Page {
  readonly objects: readonly S3Object[];
  /** Keys of "folders" one level down, where a delimiter was asked for; with their slash. */
  readonly prefixes: readonly string[];
  /** Null on the last page. */
  readonly next: string | null;
}

export interface ListAsk {
  readonly bucket: string;
  readonly prefix: string;
  readonly delimiter?: string;
  /** Goes on after this key: holds across days, which a token doesn't. */
  readonly after?: string;
  readonly token?: string;
  readonly most?: number;
}

/** One page of ListObjectsV2, in the order of the keys' bytes. Throws `connector.unreadable-place`, `connector.no-answer`. */
export async function listObjects(call: S3Call, ask: ListAsk): Promise<S3Page> {
  const answer = await send(call, {
    bucket: ask.bucket,
    query: {
      "list-type": "2",
      "encoding-type": "url",
      "max-keys": String(ask.most ?? 1000),
      prefix: ask.prefix,
      ...(ask.delimiter !== undefined && { delimiter: ask.delimiter }),
      ...(ask.after !== undefined && { "start-after": ask.after }),
      ...(ask.token !== undefined && { "continuation-token": ask.token }),
    },
  });
  if ("refusal" in answer) throw placeRefused(call, ask.bucket, answer.refusal);
  const result = await xmlOf(call, answer.response, "ListBucketResult");
  const encoded = textIn(result, "EncodingType") === "url";
  const decode = (text: string) => (encoded ? decodeKey(text) : text);
  const next = textIn(result, "NextContinuationToken") ?? null;
  if (textIn(result, "IsTruncated") === "true" && next === null) {
    throw noAnswer(endpointOf(call.credentials).hostname, "more to come, without a token");
  }
  return {
    objects: all(result, "Contents").map((object) => ({
      key: decode(textIn(object, "Key") ?? ""),
      etag: textIn(object, "ETag") ?? "",
      size: Number(textIn(object, "Size") ?? 0),
      modifiedAt: dateOf(textIn(object, "LastModified")),
      storageClass: textIn(object, "StorageClass") ?? "",
    })),
    prefixes: all(result, "CommonPrefixes").map((prefix) => decode(textIn(prefix, "Prefix") ?? "")),
    next: textIn(result, "IsTruncated") === "true" ? next : null,
  };
}

/** The buckets that the key may see; null where it may not ask. */
export async function listBuckets(call: S3Call): Promise<string[] | null> {
  const answer = await send(call, {});
  if ("refusal" in answer) {
    if (answer.refusal.status === 403) return null;
    throw unexpected(call, answer.refusal);
  }
  const result = await xmlOf(call, answer.response, "ListAllMyBucketsResult");
  const [buckets] = all(result, "Buckets");
  return all(buckets, "Bucket").flatMap((bucket) => textIn(bucket, "Name") ?? []);
}

/** What a refusal to list says of the bucket. */
export function placeRefused(call: S3Call, bucket: string, refusal: Refusal) {
  const { status, code, region } = refusal;
  const elsewhere = region !== null && region !== (call.credentials.region ?? "us-east-1");
  if (elsewhere && (status === 301 || status === 400)) {
    return unreadablePlace("region", { place: bucket, region });
  }
  if (status === 404 && code !== "") return unreadablePlace("missing", { place: bucket });
  if (status === 403) return unreadablePlace("forbidden", { place: bucket });
  return unexpected(call, refusal);
}

/** Spaces come as "+". A key that is no text stays as it was sent, and is not found when it is asked for. */
function decodeKey(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

function dateOf(text: string | undefined): Date | null {
  const date = new Date(text ?? "");
  return Number.isNaN(date.getTime()) ? null : date;
}
