import "server-only";
import type { Vault } from "@/lib/crypto/vault";
import { sealedColumns, sealedPlace } from "../secret/sealed-columns";

interface Row {
  id: string;
  workspaceId: string;
}

/** The password of a protected file, sealed to its document. */
export function sealPassword(vault: Vault, password: string, row: Row): string {
  return vault.seal(password, sealedPlace(sealedColumns.documentPassword, row));
}

/** The password of a document, or undefined when it has none. Throws `crypto.unreadable`, `crypto.missing-key`. */
export function openPassword(
  vault: Vault,
  row: Row & { sealedPassword: string | null },
): string | undefined {
  return row.sealedPassword === null
    ? undefined
    : vault.open(row.sealedPassword, sealedPlace(sealedColumns.documentPassword, row));
}
