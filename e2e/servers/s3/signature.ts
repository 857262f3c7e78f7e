import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

export interface S3Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

export type Verdict =
  | "ok"
  | "AccessDenied"
  | "InvalidAccessKeyId"
  | "SignatureDoesNotMatch"
  | "AuthorizationHeaderMalformed"
  | "RequestTimeTooSkewed"
  | "ExpiredToken"
  | "InvalidToken";

const HEADER =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/(s3|sts)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;
const SKEW_MS = 15 * 60_000;

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string) =>
  createHmac("sha256", key).update(text).digest();

/** The access key a request is signed with, where it is. */
export function signerOf(request: IncomingMessage): string | undefined {
  return HEADER.exec(request.headers.authorization ?? "")?.[1];
}

/** Checks AWS Signature Version 4 of a request as S3 and STS do, from the raw request line and headers. */
export function judgeSignature(
  request: IncomingMessage,
  keys: S3Keys,
  { now, service = "s3", body }: { now: number; service?: "s3" | "sts"; body?: string },
): Verdict {
  const match = HEADER.exec(request.headers.authorization ?? "");
  if (!match) return "AccessDenied";
  const [, id, day = "", region, signedFor, signedHeaders = "", signature = ""] = match;
  if (id !== keys.accessKeyId) return "InvalidAccessKeyId";
  if (signedFor !== service) return "SignatureDoesNotMatch";
  if (region !== keys.region) return "AuthorizationHeaderMalformed";
  const at = String(request.headers["x-amz-date"] ?? "");
  const time = Date.parse(
    at.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"),
  );
  if (Number.isNaN(time) || !at.startsWith(day)) return "AccessDenied";
  if (Math.abs(time - now) > SKEW_MS) return "RequestTimeTooSkewed";
  if (!signedHeaders.split(";").includes("host")) return "SignatureDoesNotMatch";
  const scope = `${day}/${keys.region}/${service}/aws4_request`;
  const toSign = `AWS4-HMAC-SHA256\n${at}\n${scope}\n${sha256(canonical(request, signedHeaders, body))}`;
  const key = [service, "aws4_request"].reduce(
    (last: Buffer, part) => hmac(last, part),
    hmac(hmac(`AWS4${keys.secretAccessKey}`, day), keys.region),
  );
  const expected = createHmac("sha256", key).update(toSign).digest();
  return timingSafeEqual(expected, Buffer.from(signature, "hex")) ? "ok" : "SignatureDoesNotMatch";
}

function canonical(
  { method = "GET", url = "/", headers }: IncomingMessage,
  signedHeaders: string,
  body?: string,
) {
  const [path = "/", query = ""] = url.split("?");
  const pairs = query === "" ? [] : query.split("&").map((pair) => pair.split("="));
  const sorted = pairs
    .map(([name = "", value = ""]) => `${recode(name)}=${recode(value)}`)
    .sort((a, b) => (a < b ? -1 : 1));
  const lines = signedHeaders.split(";").map(
    (name) =>
      `${name}:${String(headers[name] ?? "")
        .trim()
        .replace(/ +/g, " ")}\n`,
  );
  const hash =
    body === undefined
      ? String(headers["x-amz-content-sha256"] ?? "UNSIGNED-PAYLOAD")
      : sha256(body);
  const encodedPath = path.split("/").map(recode).join("/");
  return [method, encodedPath, sorted.join("&"), lines.join(""), signedHeaders, hash].join("\n");
}

/** As RFC 3986 has it, whichever way the client wrote it. */
function recode(text: string): string {
  return encodeURIComponent(decodeURIComponent(text.replaceAll("+", " "))).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
