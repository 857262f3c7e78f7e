import "server-only";
import pg from "pg";
import { documentOf, type RecordDocument } from "@/lib/connectors/_contract/record";
import { column, type Table } from "./table";
import type { Ask, Rows } from "./session";

/** A row as a document, and what tells it apart. */
export interface Row extends RecordDocument {
  readonly id: string;
  readonly keys: readonly string[];
}

/** The next rows of those that are read in one go. */
export interface Read {
  readonly rows: readonly Row[];
  /** No row without, and no two with the same, of what should tell them apart. */
  readonly sure: boolean;
  /** There are no more. */
  readonly ended: boolean;
}

export const idOf = (keys: readonly string[]): string =>
  keys.length === 1 ? (keys[0] ?? "") : JSON.stringify(keys);

/**
 * Begins to read all rows in the order of what tells them apart, after the row with these keys; null: from the first. What they are
 * read from is asked once, however many pages they come in: the database keeps the place. Once in a session.
 */
export async function openRows(
  ask: Ask,
  table: Table,
  after: readonly string[] | null,
): Promise<(size: number) => Promise<Read>> {
  await ask(
    `declare rows no scroll cursor for select q.* from ${inOrder(table, after)}`,
    after ?? [],
  );
  // One more than is given out is read: whether there are more, and whether the next one has the same keys, is known with a page.
  const ahead: (Row | null)[] = [];
  let before: string | undefined;
  return async (size) => {
    const wanted = size + 1 - ahead.length;
    const found = await ask(`fetch forward ${String(wanted)} from rows`);
    let sure = true;
    for (const values of found.rows) {
      const row = readRow(table, found.columns, values);
      if (row === null || row.id === before) sure = false;
      if (row?.id !== before) ahead.push(row);
      before = row?.id;
    }
    const ended = found.rows.length < wanted;
    const rows = ahead.splice(0, ended ? ahead.length : size).filter((row) => row !== null);
    return { rows, sure, ended };
  };
}

/** What tells the first row after these apart, for one that is too large to be read. */
export async function keysAfter(
  ask: Ask,
  table: Table,
  after: readonly string[] | null,
): Promise<readonly (string | null)[] | null> {
  const names = table.keys.map(column).join(", ");
  const { rows } = await ask(`select ${names} from ${inOrder(table, after)} limit 1`, after ?? []);
  return rows[0] ?? null;
}

function inOrder({ from, keys }: Table, after: readonly string[] | null): string {
  const names = keys.map(column).join(", ");
  const where = after ? `where (${names}) > (${placeholders(after)})` : "";
  return `${from} ${where} order by ${names}`;
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
