import "server-only";
import { randomBytes } from "node:crypto";
import { newSecret } from "@/lib/crypto/secret";

/** 120 random bits, fit for an address. */
export function newPublicId(): string {
  return randomBytes(15).toString("base64url").replaceAll("_", "x").replaceAll("-", "y");
}

/** What an API key begins with, so that scanners of leaked secrets can tell it. */
const KEY_PREFIX = "gw_";

/** Only its hash is stored. */
export function newApiKey(): string {
  return KEY_PREFIX + newSecret();
}
