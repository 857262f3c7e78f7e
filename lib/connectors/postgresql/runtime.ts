import "server-only";
import { itemGone } from "@/lib/connectors/_contract/failures";
import { downloadOf } from "@/lib/connectors/_contract/record";
import type {
  ConnectorRuntime,
  Download,
  RemoteItem,
  TreePage,
} from "@/lib/connectors/_contract/runtime";
import { changes, pageAt, readHandle, type RowHandle } from "./changes";
import { rowAt, type Row } from "./rows";
import { inSession, portOf, type SqlCall, type SqlCredentials, type SqlScope } from "./session";
import { lookAt, schemas, tablesOf } from "./table";
import { test } from "./test-connection";

/** Reads rows of a PostgreSQL database a page at a time, each in a read-only transaction of its own. */
export const postgresqlRuntime: ConnectorRuntime<SqlCredentials, SqlScope> = {
  // What is sent to a database proves who we are in its own protocol, never in a header.
  origins: () => [],
  gate: (credentials) =>
    `postgresql ${credentials.host}:${String(portOf(credentials))}/${credentials.database}`,
  roots: () => null,
  test,
  children,
  changes,
  download,
};

const TREE_PAGE = 500;

/** The query's rows, or schemas and in them tables and views. */
async function children(
  call: SqlCall,
  { parent, page }: { parent: string | null; page: string | null },
): Promise<TreePage> {
  const { query, database } = call.credentials;
  if (query !== undefined) {
    const all = { id: "query", label: database, expandable: false, scope: {} };
    return { nodes: parent === null ? [all] : [], next: null };
  }
  if (parent === null) {
    const found = await inSession(call, schemas);
    const nodes = found.map(({ name }) => ({
      id: name,
      label: name,
      expandable: true,
      scope: null,
    }));
    return { nodes, next: null };
  }
  const names = await inSession(call, (ask) =>
    tablesOf(ask, { schema: parent, after: page ?? "", most: TREE_PAGE }),
  );
  return {
    nodes: names.map((name) => ({
      id: JSON.stringify([parent, name]),
      label: name,
      expandable: false,
      scope: { schema: parent, table: name },
    })),
    next: names.length === TREE_PAGE ? (names.at(-1) ?? null) : null,
  };
}

async function download(call: SqlCall, { handle, etag }: RemoteItem): Promise<Download> {
  const at = readHandle(handle);
  const row = (await fromItsPage(call, at)) ?? (await alone(call, at));
  if (!row) throw itemGone();
  return downloadOf(row, etag);
}

const sameKeys = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((key, index) => key === other[index]);

async function fromItsPage(call: SqlCall, { scope, after, keys }: RowHandle): Promise<Row | null> {
  if (after === undefined) return null;
  const rows = await pageOnce(call, scope, after);
  return rows.find((row) => sameKeys(row.keys, keys)) ?? null;
}

function alone(call: SqlCall, { scope, keys }: RowHandle): Promise<Row | null> {
  return inSession(call, async (ask) => {
    const table = await lookAt(ask, call.credentials, scope);
    return table.keys.length === keys.length ? rowAt(ask, table, keys) : null;
  });
}

/** Pages that a piece of work read last: the rows of one are asked for close together, and several at a time. */
const KEPT_PAGES = 4;
const lastRead = new WeakMap<SqlCall, Map<string, Promise<readonly Row[]>>>();

function pageOnce(
  call: SqlCall,
  scope: SqlScope,
  after: readonly string[] | null,
): Promise<readonly Row[]> {
  const pages = lastRead.get(call) ?? new Map<string, Promise<readonly Row[]>>();
  lastRead.set(call, pages);
  const key = JSON.stringify([scope, after]);
  const known = pages.get(key);
  if (known) return known;
  const read = pageAt(call, scope, after).then(({ rows }) => rows);
  pages.set(key, read);
  read.catch(() => pages.delete(key));
  for (const oldest of [...pages.keys()].slice(0, -KEPT_PAGES)) pages.delete(oldest);
  return read;
}
