import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import type { ServiceContext } from "../context";
import { sealedColumns, sealedPlace, type SealedColumn } from "./sealed-columns";

/** How far a change of the master key is. */
export interface RotationCount {
  /** Values sealed with the current key now. */
  readonly rewrapped: number;
  /** Values that no key of this process opens, by table and row; they are left as they are. */
  readonly unreadable: readonly Unreadable[];
}

interface Unreadable {
  readonly table: string;
  readonly id: string;
  readonly code: string;
}

export interface RotationOptions {
  /** Rows read and written together. */
  readonly batch?: number;
  /** Stops between two batches; what is done stays done, and the next rotation goes on from there. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (soFar: RotationCount) => void;
}

interface Row {
  readonly id: string;
  readonly workspaceId: string;
  readonly sealed: string;
}

const BATCH = 200;

/**
 * Seals every stored secret with the vault's current master key, whichever of its keys sealed it before. Readers and
 * writers go on meanwhile: a value is replaced only if it is still the one that was read, so a secret that somebody
 * changes at the same moment wins. May be broken off and run again at any time. One pass: a process that still has a
 * former key first can seal with it behind the pass, which {@link countByKey} tells. Throws the signal's reason,
 * `crypto.missing-key` without any key.
 */
export async function rotateSecrets(
  ports: Pick<ServiceContext, "sql" | "vault">,
  { batch = BATCH, signal, onProgress }: RotationOptions = {},
): Promise<RotationCount> {
  const unreadable = new Map<string, Unreadable>();
  const soFar = () => ({ rewrapped, unreadable: [...unreadable.values()] });
  let rewrapped = 0;
  for (const column of Object.values(sealedColumns)) {
    let after = "";
    for (;;) {
      signal?.throwIfAborted();
      const rows = await readBatch(ports, column, { after, batch });
      const last = rows.at(-1);
      if (!last) break;
      const done = await rewrapBatch(ports, column, rows);
      rewrapped += done.rewrapped;
      for (const row of done.unreadable) unreadable.set(`${row.table} ${row.id}`, row);
      // A value that was changed meanwhile is looked at once more; one that can't be opened is not.
      if (done.rewrapped + done.unreadable.length === rows.length) after = last.id;
      onProgress?.(soFar());
    }
  }
  return soFar();
}

/** How many values each master key seals, by its id; those of keys long gone too. */
export async function countByKey({
  sql,
}: Pick<ServiceContext, "sql">): Promise<{ keyId: string; values: number }[]> {
  const parts = Object.values(sealedColumns).map(
    ({ table, column }) =>
      `select split_part("${column}", '.', 2) as "keyId" from "${table}" where "${column}" is not null`,
  );
  return sql.query<{ keyId: string; values: number }>(
    `select "keyId", count(*)::int as values from (${parts.join(" union all ")}) as sealed
     group by "keyId" order by "keyId"`,
    [],
  );
}

async function readBatch(
  { sql, vault }: Pick<ServiceContext, "sql" | "vault">,
  { table, column }: SealedColumn,
  { after, batch }: { after: string; batch: number },
): Promise<Row[]> {
  return sql.query<Row>(
    `select id, "workspaceId", "${column}" as sealed from "${table}"
     where "${column}" is not null and split_part("${column}", '.', 2) <> $1 and id > $2
     order by id limit $3`,
    [vault.currentKeyId(), after, batch],
  );
}

async function rewrapBatch(
  { sql, vault }: Pick<ServiceContext, "sql" | "vault">,
  column: SealedColumn,
  rows: readonly Row[],
): Promise<RotationCount> {
  const unreadable: Unreadable[] = [];
  const next: { id: string; before: string; sealed: string }[] = [];
  for (const row of rows) {
    try {
      const sealed = vault.rewrap(row.sealed, sealedPlace(column, row));
      next.push({ id: row.id, before: row.sealed, sealed });
    } catch (error) {
      if (!isAppError(error)) throw error;
      unreadable.push({ table: column.table, id: row.id, code: error.code });
    }
  }
  const written = await sql.query<{ id: string }>(
    `update "${column.table}" as stored set "${column.column}" = given.sealed
     from unnest($1::text[], $2::text[], $3::text[]) as given (id, before, sealed)
     where stored.id = given.id and stored."${column.column}" = given.before
     returning stored.id`,
    [next.map(({ id }) => id), next.map(({ before }) => before), next.map(({ sealed }) => sealed)],
  );
  return { rewrapped: written.length, unreadable };
}
