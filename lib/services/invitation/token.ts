import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** 32 random bytes; only the hash is stored, so a copy of the database opens no door. */
export function newInvitationToken(): string {
  return randomBytes(32).toString("base64url");
}

export function hashInvitationToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
