import "server-only";
import type { SecretPlace, Vault } from "@/lib/crypto/vault";

interface Row {
  id: string;
  workspaceId: string;
}

/** The password of a protected file, sealed to its document. */
export function sealPassword(vault: Vault, password: string, row: Row): string {
  return vault.seal(password, place(row));
}

/** The password of a document, or undefined when it has none. Throws `crypto.unreadable`, `crypto.missing-key`. */
export function openPassword(
  vault: Vault,
  row: Row & { sealedPassword: string | null },
): string | undefined {
  return row.sealedPassword === null ? undefined : vault.open(row.sealedPassword, place(row));
}

function place({ workspaceId, id }: Row): SecretPlace {
  return { workspaceId, recordId: id, field: "password" };
}
