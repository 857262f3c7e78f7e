import "server-only";
import pg from "pg";
import { documentOf, type RecordDocument } from "@/lib/connectors/_contract/record";
import { isAppError } from "@/lib/errors/app-error";
import { column, type Table } from "./table";
import type { Ask, Rows } from "./session";

/** A row as a document, and what tells it apart. */
export interface Row extends RecordDocument {
  readonly id: string;
  readonly keys: readonly string[];
}

export interface RowPage {
  readonly rows: readonly Row[];
  /** What tells the last row apart, to go on after; null at the end. */
  readonly next: readonly string[] | null;
  /** No row without, and no two with the same, of what should tell them apart. */
  readonly sure: boolean;
}

/** Rows of a page; fewer where they are so large that they don't fit. */
const SIZES = [100, 10, 1];

export const idOf = (keys: readonly string[]): string =>
  keys.length === 1 ? (keys[0] ?? "") : JSON.stringify(keys);

/** Rows in the order of what tells them apart, after the row with these; null: from the first. Throws `outbound.too-large`. */
export async function rowsAfter(ask: (size: number) => Promise<RowPage>): Promise<RowPage> {
  for (const size of SIZES) {
    try {
      return await ask(size);
    } catch (error) {
      if (!isAppError(error) || error.code !== "outbound.too-large" || size === 1) throw error;
    }
  }
  throw new Error("There is a smallest size.");
}

/** One page of that many rows. */
export async function pageOf(
  ask: Ask,
  table: Table,
  { after, size }: { readonly after: readonly string[] | null; readonly size: number },
): Promise<RowPage> {
  const names = table.keys.map(column).join(", ");
  const where = after ? `where (${names}) > (${placeholders(after)})` : "";
  const found = await ask(
    `select q.* from ${table.from} ${where} order by ${names} limit ${String(size + 1)}`,
    after ?? [],
  );
  const read = found.rows.map((values) => readRow(table, found.columns, values));
  const rows: Row[] = [];
  let sure = true;
  for (const [index, row] of read.entries()) {
    const before = read[index - 1];
    if (row === null || row.id === before?.id) sure = false;
    else if (index < size) rows.push(row);
  }
  const more = read.length > size;
  // Rows with nothing come last, and nothing comes after nothing.
  const next = more && read[size] !== null ? (read[size - 1]?.keys ?? null) : null;
  return { rows, next, sure };
}

/** The row with these; null where there is none. */
export async function rowAt(ask: Ask, table: Table, keys: readonly string[]): Promise<Row | null> {
  const names = table.keys.map(column).join(", ");
  const found = await ask(
    `select q.* from ${table.from} where (${names}) = (${placeholders(keys)}) limit 1`,
    keys,
  );
  const [values] = found.rows;
  return values ? readRow(table, found.columns, values) : null;
}

/** Whether a row has nothing that tells it apart; asked where the database doesn't see to it. */
export async function someWithoutKey(ask: Ask, { from, keys }: Table): Promise<boolean> {
  const none = keys.map((name) => `${column(name)} is null`).join(" or ");
  const { rows } = await ask(`select exists (select 1 from ${from} where ${none})`);
  return rows[0]?.[0] === "t";
}

const placeholders = (values: readonly unknown[]): string =>
  values.map((_, index) => `$${String(index + 1)}`).join(", ");

function readRow(
  table: Table,
  columns: Rows["columns"],
  values: readonly (string | null)[],
): Row | null {
  const keys = table.keys.map((key) => values[columns.findIndex(({ name }) => name === key)]);
  if (!keys.every((key) => typeof key === "string")) return null;
  const record = Object.fromEntries(
    columns.map(({ name, type }, index) => [name, plain(type, values[index] ?? null)]),
  );
  const id = idOf(keys);
  return { id, keys, ...documentOf(record, table.fields, id) };
}

/** What the database numbers its types by (pg_type.dat); the numbers never change. */
const BOOL = 16;
const BYTEA = 17;
const JSON_TYPES = new Set([114, 3802]);
const TIMESTAMPTZ = 1184;
/** Lists of truth values, numbers and texts. */
const LISTS = new Set([1000, 1005, 1007, 1009, 1015, 1016, 1021, 1022, 1231]);

/** A value as JSON would have it: truth values, objects and lists are told apart from texts; bytes say nothing. */
function plain(type: number, value: string | null): unknown {
  if (value === null || type === BYTEA) return null;
  if (type === BOOL) return value === "t";
  if (type === TIMESTAMPTZ) return isoTime(value);
  if (JSON_TYPES.has(type)) return parsed(value);
  return LISTS.has(type) ? byDriver(type, value) : value;
}

function byDriver(type: number, value: string): unknown {
  const parse = pg.types.getTypeParser(type, "text") as (text: string) => unknown;
  return parse(value);
}

function isoTime(value: string): string {
  const time = byDriver(TIMESTAMPTZ, value);
  return time instanceof Date && !Number.isNaN(time.getTime()) ? time.toISOString() : value;
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
