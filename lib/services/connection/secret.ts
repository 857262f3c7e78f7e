import "server-only";
import type { Vault } from "@/lib/crypto/vault";
import { sealedColumns, sealedPlace } from "../secret/sealed-columns";

const HINT = 4;

/** Columns for a key: sealed to its row, with the end that may be shown. */
export function sealKey(vault: Vault, apiKey: string, row: { workspaceId: string; id: string }) {
  return {
    sealedKey: vault.seal(apiKey, sealedPlace(sealedColumns.connectionKey, row)),
    // A short key would be given away by its end.
    keyHint: apiKey.length >= 4 * HINT ? apiKey.slice(-HINT) : null,
  };
}

/** The key of a row, or null when it has none. Throws `crypto.unreadable`, `crypto.missing-key`. */
export function openKey(
  vault: Vault,
  row: { workspaceId: string; id: string; sealedKey: string | null },
): string | null {
  return row.sealedKey === null
    ? null
    : vault.open(row.sealedKey, sealedPlace(sealedColumns.connectionKey, row));
}
