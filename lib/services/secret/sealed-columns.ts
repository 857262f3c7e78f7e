import "server-only";
import type { SecretPlace } from "@/lib/crypto/vault";

/** A column that holds sealed values (lib/crypto/vault.ts), in a table with `id` and `workspaceId`. */
export interface SealedColumn {
  readonly table: string;
  /** Begins with "sealed", by which a test finds one that is missing here. */
  readonly column: string;
  /** What is authenticated with the value, besides workspace and row. Never changed: stored values would not open. */
  readonly field: string;
}

/**
 * Every column that holds sealed values. What is sealed gets its place from here, so that a change of the master key
 * can't miss any of it.
 */
export const sealedColumns = {
  connectionKey: { table: "ModelConnection", column: "sealedKey", field: "apiKey" },
  connectionHeaders: { table: "ModelConnection", column: "sealedHeaders", field: "headers" },
  publicationIdentity: { table: "Publication", column: "sealedIdentityKey", field: "identityKey" },
  sourceCredentials: {
    table: "SourceConnection",
    column: "sealedCredentials",
    field: "credentials",
  },
  sourceTokens: { table: "SourceConnection", column: "sealedTokens", field: "tokens" },
  alertTarget: { table: "AlertHook", column: "sealedTarget", field: "target" },
  mailMessage: { table: "Mail", column: "sealedMessage", field: "message" },
  documentPassword: { table: "Document", column: "sealedPassword", field: "password" },
} as const satisfies Record<string, SealedColumn>;

/** Where a sealed value of a row belongs. */
export function sealedPlace(
  { field }: SealedColumn,
  { id, workspaceId }: { readonly id: string; readonly workspaceId: string },
): SecretPlace {
  return { workspaceId, recordId: id, field };
}
