import { randomBytes } from "node:crypto";
import type { S3Keys } from "./signature";

export interface Role {
  readonly arn: string;
  readonly externalId: string;
}

/** Keys that were given for a while. */
export interface RoleKeys extends S3Keys {
  readonly sessionToken: string;
  readonly until: number;
}

const NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

/** The answer to AssumeRole: keys, or the service's word for why not. */
export function assumeRole(
  body: string,
  { role, region, now }: { role: Role | null; region: string; now: number },
): { keys: RoleKeys; xml: string } | { code: string; xml: string } {
  const form = new URLSearchParams(body);
  const refuse = (code: string) => ({
    code,
    xml: `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type><Code>${code}</Code></Error></ErrorResponse>`,
  });
  if (form.get("Action") !== "AssumeRole") return refuse("InvalidAction");
  if (!/^[\w+=,.@-]{2,64}$/.test(form.get("RoleSessionName") ?? ""))
    return refuse("ValidationError");
  const seconds = Number(form.get("DurationSeconds") ?? 3600);
  if (!(seconds >= 900 && seconds <= 43_200)) return refuse("ValidationError");
  if (form.get("RoleArn") !== role?.arn || (form.get("ExternalId") ?? "") !== role.externalId)
    return refuse("AccessDenied");
  const keys = {
    accessKeyId: `ASIA${randomBytes(8).toString("hex").toUpperCase()}`,
    secretAccessKey: randomBytes(20).toString("base64"),
    sessionToken: randomBytes(60).toString("base64"),
    region,
    until: now + seconds * 1000,
  };
  const xml = `<AssumeRoleResponse xmlns="${NAMESPACE}"><AssumeRoleResult><Credentials><AccessKeyId>${keys.accessKeyId}</AccessKeyId><SecretAccessKey>${keys.secretAccessKey}</SecretAccessKey><SessionToken>${keys.sessionToken}</SessionToken><Expiration>${new Date(keys.until).toISOString()}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
  return { keys, xml };
}
