import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** 32 random bytes, for a link, as a key to sign with, or to be said by a caller. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What is stored of a secret: a copy of the database opens no door. Only for random ones, never for passwords. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Whether a secret is the one that was hashed, in a time that tells nothing of it. */
export function isSecretOf(secret: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(secret), "hex"), Buffer.from(hash, "hex"));
}
