import "server-only";
import { AwsV4Signer } from "aws4fetch";
import { z } from "zod/mini";
import { noAnswer, reconnect, refused } from "@/lib/connectors/_contract/failures";
import { all, readXml, textIn, type XmlElement } from "@/lib/connectors/_contract/read-xml";
import type { ConnectorCall, Tokens } from "@/lib/connectors/_contract/runtime";
import { endpointOf, type S3Credentials } from "./credentials";

/** What a request is signed with. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of keys that were given for a while. */
  readonly sessionToken?: string;
}

/** One hour: what every role allows, and what a role that was assumed by another may last at most. */
const SECONDS = 3600;
const MOST_SKEW_MS = 15 * 60_000;
/** In the log of the account that is read, of who was there. */
const SESSION = "groundwork";

/** Where roles are assumed: at Amazon the region's own service, elsewhere (Ceph, MinIO) the same address as the files. */
export function roleServiceOf(credentials: S3Credentials): URL {
  if (credentials.endpoint !== undefined) return new URL(credentials.endpoint);
  const url = endpointOf(credentials);
  url.hostname = url.hostname.replace(/^s3\./, "sts.");
  return url;
}

/** The service won't give the role to these keys. The cause's message is the service's own word for why. */
const refusesRole = (code: string) => reconnect("rejected", new Error(code));

/**
 * Keys for an hour, kept as an access token (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html). Throws
 * `connector.reconnect` when the role is refused, `connector.no-answer` for what is no answer.
 */
export async function assumeRole(
  call: Omit<ConnectorCall<S3Credentials>, "accessToken">,
): Promise<Tokens> {
  const { credentials } = call;
  if (credentials.method !== "role") throw reconnect("rejected");
  const { accessKeyId, secretAccessKey, region = "us-east-1", roleArn, externalId } = credentials;
  const service = roleServiceOf(credentials);
  const form = new URLSearchParams({
    Action: "AssumeRole",
    Version: "2011-06-15",
    RoleArn: roleArn,
    RoleSessionName: SESSION,
    DurationSeconds: String(SECONDS),
    ...(externalId !== undefined && { ExternalId: externalId }),
  }).toString();
  const { url, method, headers } = await new AwsV4Signer({
    method: "POST",
    url: service.href,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: form,
    ...{ accessKeyId, secretAccessKey, region, service: "sts" },
  }).sign();
  const response = await call.fetch(url, {
    ...{ method, headers, body: form, redirect: "manual", signal: call.signal },
    maxBytes: 2 ** 20,
  });
  const answer = xmlOrNull(await response.text());
  if (response.ok) return tokensOf(answer, service.hostname);
  if (response.status >= 500)
    throw noAnswer(service.hostname, `STS: HTTP ${String(response.status)}`);
  const code = textIn(all(answer ?? undefined, "Error")[0] ?? answer ?? undefined, "Code");
  if (code === undefined) throw refused(service.hostname, response.status, "AssumeRole");
  // It calls a time that is too far off a wrong signature.
  const theirs = Date.parse(response.headers.get("date") ?? "");
  if (Math.abs(theirs - Date.now()) > MOST_SKEW_MS) throw refusesRole("RequestTimeTooSkewed");
  throw refusesRole(code);
}

function tokensOf(answer: XmlElement | null, host: string): Tokens {
  const [result] = all(answer ?? undefined, "AssumeRoleResult");
  const [given] = all(result, "Credentials");
  const keys = keysSchema.safeParse({
    accessKeyId: textIn(given, "AccessKeyId"),
    secretAccessKey: textIn(given, "SecretAccessKey"),
    sessionToken: textIn(given, "SessionToken"),
  });
  const expiresAt = Date.parse(textIn(given, "Expiration") ?? "");
  if (!keys.success || Number.isNaN(expiresAt)) throw noAnswer(host, "STS: no keys in the answer");
  return { accessToken: JSON.stringify(keys.data), expiresAt };
}

const some = z.string().check(z.minLength(1));
const keysSchema = z.object({ accessKeyId: some, secretAccessKey: some, sessionToken: some });

/** The keys that `assumeRole` gave. */
export function keysIn(accessToken: string): Keys {
  return keysSchema.parse(JSON.parse(accessToken));
}

function xmlOrNull(text: string): XmlElement | null {
  try {
    return readXml(text);
  } catch {
    return null;
  }
}
