import "server-only";
import { z } from "zod";
import type { Vault } from "@/lib/crypto/vault";
import type { Tokens } from "@/lib/connectors/_contract/runtime";
import { sealedColumns, sealedPlace } from "../secret/sealed-columns";

interface Row {
  readonly id: string;
  readonly workspaceId: string;
}

const texts = z.record(z.string(), z.string());
const tokensSchema = z.object({
  accessToken: z.string(),
  expiresAt: z.number(),
  refreshToken: z.string().optional(),
  scopes: z.array(z.string()).optional(),
});

/** The secret fields of a connection, sealed to its row. */
export function sealCredentials(vault: Vault, values: Record<string, string>, row: Row): string {
  return vault.seal(JSON.stringify(values), sealedPlace(sealedColumns.sourceCredentials, row));
}

/** None where nothing is sealed. Throws `crypto.unreadable`, `crypto.missing-key`. */
export function openCredentials(
  vault: Vault,
  row: Row & { readonly sealedCredentials: string | null },
): Record<string, string> {
  if (row.sealedCredentials === null) return {};
  const place = sealedPlace(sealedColumns.sourceCredentials, row);
  return texts.parse(JSON.parse(vault.open(row.sealedCredentials, place)));
}

/** What a service gave, sealed to its row. */
export function sealTokens(vault: Vault, tokens: Tokens, row: Row): string {
  return vault.seal(JSON.stringify(tokens), sealedPlace(sealedColumns.sourceTokens, row));
}

/** Null where none are stored. Throws as {@link openCredentials} does. */
export function openTokens(
  vault: Vault,
  row: Row & { readonly sealedTokens: string | null },
): Tokens | null {
  if (row.sealedTokens === null) return null;
  const place = sealedPlace(sealedColumns.sourceTokens, row);
  const { refreshToken, scopes, ...rest } = tokensSchema.parse(
    JSON.parse(vault.open(row.sealedTokens, place)),
  );
  return {
    ...rest,
    ...(refreshToken !== undefined && { refreshToken }),
    ...(scopes && { scopes }),
  };
}
