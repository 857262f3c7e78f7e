import "server-only";
import type { SecretPlace, Vault } from "@/lib/crypto/vault";

const HINT = 4;

/** Columns for a key: sealed to its row, with the end that may be shown. */
export function sealKey(vault: Vault, apiKey: string, row: { workspaceId: string; id: string }) {
  return {
    sealedKey: vault.seal(apiKey, place(row)),
    // A short key would be given away by its end.
    keyHint: apiKey.length >= 4 * HINT ? apiKey.slice(-HINT) : null,
  };
}

/** The key of a row, or null when it has none. Throws `crypto.unreadable`, `crypto.missing-key`. */
export function openKey(
  vault: Vault,
  row: { workspaceId: string; id: string; sealedKey: string | null },
): string | null {
  return row.sealedKey === null ? null : vault.open(row.sealedKey, place(row));
}

function place({ workspaceId, id }: { workspaceId: string; id: string }): SecretPlace {
  return { workspaceId, recordId: id, field: "apiKey" };
}
