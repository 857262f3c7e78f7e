import "server-only";
import { z } from "zod";
import type { Vault } from "@/lib/crypto/vault";
import { sealedColumns, sealedPlace } from "../secret/sealed-columns";

/** Headers that belong to a request itself; one of them from outside would break it or lead it elsewhere. */
const OF_THE_REQUEST =
  /^(?:host|content-.*|transfer-encoding|connection|keep-alive|upgrade|te|trailer|expect|accept-encoding|proxy-.*)$/;

const nameSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(100)
  .regex(/^[a-z0-9!#$%&'*+.^_`|~-]+$/)
  .refine((name) => !OF_THE_REQUEST.test(name));

/** Visible ASCII and spaces between: anything else could end the header. */
const valueSchema = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .regex(/^[\x20-\x7e]+$/);

const MOST = 10;

/** Headers sent with every request of a connection, by name. */
export const headersSchema = z
  .record(nameSchema, valueSchema)
  .refine((headers) => Object.keys(headers).length <= MOST);
export type ConnectionHeaders = z.infer<typeof headersSchema>;

/** Their names, for the audit list. */
export function headerNamesOf(headers: ConnectionHeaders): string {
  return Object.keys(headers).sort().join(", ");
}

interface Row {
  readonly id: string;
  readonly workspaceId: string;
}

/** Columns for headers: sealed to their row as a whole, with the names that may be shown. */
export function sealHeaders(vault: Vault, headers: ConnectionHeaders, row: Row) {
  const headerNames = Object.keys(headers).sort();
  if (headerNames.length === 0) return NO_HEADERS;
  const text = JSON.stringify(headers);
  const place = sealedColumns.connectionHeaders;
  return { headerNames, sealedHeaders: vault.seal(text, sealedPlace(place, row)) };
}

export const NO_HEADERS = { headerNames: [], sealedHeaders: null };

/** The headers of a row. Throws `crypto.unreadable`, `crypto.missing-key`. */
export function openHeaders(
  vault: Vault,
  row: Row & { readonly sealedHeaders: string | null },
): ConnectionHeaders {
  if (row.sealedHeaders === null) return {};
  const place = sealedPlace(sealedColumns.connectionHeaders, row);
  return headersSchema.parse(JSON.parse(vault.open(row.sealedHeaders, place)));
}
