import "server-only";
import { createHmac } from "node:crypto";

/** How secrets are written that messages are signed with (Standard Webhooks). */
const PREFIX = "whsec_";

/** A secret as receivers take it, from random bytes. */
export const signingSecret = (bytes: Buffer): string => `${PREFIX}${bytes.toString("base64")}`;

export interface SignedMessage {
  /** The same at every try, so that a receiver knows a message that it had. */
  readonly id: string;
  readonly body: string;
  readonly now: Date;
}

/** Headers by which a receiver knows who sent a message, and when (Standard Webhooks 1.0). */
export function signatureHeaders(
  secret: string,
  { id, body, now }: SignedMessage,
): Record<string, string> {
  const seconds = String(Math.floor(now.getTime() / 1000));
  const key = Buffer.from(secret.slice(PREFIX.length), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64");
  return {
    "webhook-id": id,
    "webhook-timestamp": seconds,
    "webhook-signature": `v1,${signature}`,
  };
}
