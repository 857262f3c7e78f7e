import "server-only";
import { AwsV4Signer } from "aws4fetch";
import { isAppError } from "@/lib/errors/app-error";
import { noAnswer, reconnect, refused } from "@/lib/connectors/_contract/failures";
import type { ConnectorCall } from "@/lib/connectors/_contract/runtime";
import type { OutboundLimits } from "@/lib/net/outbound";
import { readXml, textIn, type XmlElement } from "@/lib/connectors/_contract/read-xml";
import { endpointOf, type S3Credentials } from "./credentials";
import { keysIn, type Keys } from "./role";

export type S3Call = ConnectorCall<S3Credentials>;

export interface Ask extends OutboundLimits {
  readonly bucket?: string;
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the service said no with. */
export interface Refusal {
  readonly status: number;
  /** The service's own word, such as NoSuchBucket; "" where it sent none. */
  readonly code: string;
  /** Where the bucket is, when it is elsewhere. */
  readonly region: string | null;
}

export type Answer = { readonly response: Response } | { readonly refusal: Refusal };

/**
 * One signed GET. A clock that is off is corrected by the service's, once; keys of a role that ran out early are renewed, once.
 * Throws `connector.no-answer` for 5xx, `connector.reconnect` for keys that are not accepted; other refusals are the
 * caller's to judge.
 */
export async function send(call: S3Call, ask: Ask): Promise<Answer> {
  if (call.credentials.method !== "role") return sendWith(call, ask, call.credentials);
  const token = await call.accessToken();
  const first = await sendWith(call, ask, keysIn(token)).catch((error: unknown) => {
    if (isAppError(error) && error.code === "connector.reconnect") return null;
    throw error;
  });
  return first ?? sendWith(call, ask, keysIn(await call.accessToken(token)));
}

async function sendWith(call: S3Call, ask: Ask, keys: Keys): Promise<Answer> {
  const first = await signedGet(call, ask, { keys, at: new Date() });
  if (!("refusal" in first)) return first;
  if (first.refusal.code !== "RequestTimeTooSkewed") return judged(first);
  const theirs = new Date(first.date ?? "");
  if (Number.isNaN(theirs.getTime())) throw reconnect("clock");
  return judged(await signedGet(call, ask, { keys, at: theirs }));
}

const REJECTED: Readonly<Record<string, "rejected" | "expired" | "clock">> = {
  InvalidAccessKeyId: "rejected",
  SignatureDoesNotMatch: "rejected",
  InvalidToken: "rejected",
  ExpiredToken: "expired",
  RequestTimeTooSkewed: "clock",
};

function judged(answer: Answer): Answer {
  if (!("refusal" in answer)) return answer;
  const reason = REJECTED[answer.refusal.code];
  if (reason) throw reconnect(reason, new Error(answer.refusal.code));
  return answer;
}

type Signed = Extract<Answer, { response: Response }> | { refusal: Refusal; date: string | null };

async function signedGet(
  call: S3Call,
  ask: Ask,
  { keys, at }: { keys: Keys; at: Date },
): Promise<Signed> {
  const { bucket, key, query = {}, headers = {}, ...limits } = ask;
  const url = endpointOf(call.credentials);
  const path = [bucket, ...(key?.split("/") ?? [])].filter((part) => part !== undefined);
  url.pathname = `${url.pathname.replace(/\/$/, "")}/${path.map(encodeURIComponent).join("/")}`;
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const { region = "us-east-1" } = call.credentials;
  const { accessKeyId, secretAccessKey, sessionToken } = keys;
  const signed = await new AwsV4Signer({
    url: url.href,
    headers: { ...headers, "x-amz-content-sha256": EMPTY_SHA256 },
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    region,
    service: "s3",
    datetime: at.toISOString().replace(/[:-]|\.\d{3}/g, ""),
  }).sign();
  const response = await call.fetch(signed.url, {
    headers: signed.headers,
    redirect: "manual",
    ...limits,
  });
  if (response.status === 200 || response.status === 206) return { response };
  const refusal = await readRefusal(response);
  if (response.status >= 500) throw noAnswer(url.hostname, `HTTP ${String(response.status)}`);
  return { refusal, date: response.headers.get("date") };
}

const EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

async function readRefusal(response: Response): Promise<Refusal> {
  const { status, headers } = response;
  const text = await response.text();
  let error: XmlElement | undefined;
  try {
    error = readXml(text);
  } catch {
    // A proxy's page, or nothing: the status has to do.
  }
  const region = textIn(error, "Region") ?? headers.get("x-amz-bucket-region");
  return { status, code: textIn(error, "Code") ?? "", region };
}

/** The body as XML. Throws `connector.no-answer` where it isn't. */
export async function xmlOf(call: S3Call, response: Response, root: string): Promise<XmlElement> {
  const text = await response.text();
  const host = endpointOf(call.credentials).hostname;
  try {
    const element = readXml(text);
    if (element.name === root) return element;
  } catch (error) {
    throw noAnswer(host, `no XML: ${error instanceof Error ? error.message : "?"}`);
  }
  throw noAnswer(host, "XML of another shape");
}

/** A refusal that means nothing in particular here. */
export function unexpected(call: S3Call, { status, code }: Refusal) {
  return refused(endpointOf(call.credentials).hostname, status, code);
}
