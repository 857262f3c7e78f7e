import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** 120 random bits, fit for an address. */
export function newPublicId(): string {
  return randomBytes(15).toString("base64url").replaceAll("_", "x").replaceAll("-", "y");
}

/** What an API key begins with, so that scanners of leaked secrets can tell it. */
const KEY_PREFIX = "gw_";

/** 32 random bytes; only the hash is stored, so a copy of the database opens no door. */
export function newApiKey(): string {
  return KEY_PREFIX + randomBytes(32).toString("base64url");
}

/** 32 random bytes for a link, or as a key to sign with. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
