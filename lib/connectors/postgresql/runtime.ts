import "server-only";
import { itemGone, itemRefused } from "@/lib/connectors/_contract/failures";
import { downloadOf } from "@/lib/connectors/_contract/record";
import type {
  ConnectorRuntime,
  Download,
  RemoteItem,
  TreePage,
} from "@/lib/connectors/_contract/runtime";
import { changes, chunkAfter, readHandle, type RowHandle } from "./changes";
import { rowOrTooLarge } from "./pass";
import { idOf, type Row } from "./rows";
import { inSession, portOf, type SqlCall, type SqlCredentials, type SqlScope } from "./session";
import { lookAt, schemas, tablesOf } from "./table";
import { test } from "./test-connection";

/** Reads rows of a PostgreSQL database in read-only transactions: all in one pass, and once more for each chunk that is fetched. */
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
  const row = (await fromItsChunk(call, at)) ?? (await alone(call, at));
  if (!row) throw itemGone();
  return downloadOf(row, etag);
}

async function fromItsChunk(call: SqlCall, { scope, after, keys }: RowHandle) {
  if (after === undefined) return null;
  const { rows } = await chunkOnce(call, scope, after);
  return rows.get(idOf(keys)) ?? null;
}

async function alone(call: SqlCall, { scope, keys }: RowHandle): Promise<Row | null> {
  const table = await inSession(call, (ask) => lookAt(ask, call.credentials, scope));
  if (table.keys.length !== keys.length) return null;
  const row = await rowOrTooLarge(call, table, keys);
  if (row === "too large") throw itemRefused("size");
  return row;
}

type Chunk = Awaited<ReturnType<typeof chunkAfter>>;
interface Kept {
  readonly read: Promise<Chunk>;
  characters: number;
}

/** Of the chunks that a piece of work asked for last: several are asked for by turns where keys are numbers, which have another order as texts. */
const MOST_KEPT = 24 * 2 ** 20;
const lastRead = new WeakMap<SqlCall, Map<string, Kept>>();

async function chunkOnce(
  call: SqlCall,
  scope: SqlScope,
  after: readonly string[] | null,
): Promise<Chunk> {
  const chunks = lastRead.get(call) ?? new Map<string, Kept>();
  lastRead.set(call, chunks);
  const key = JSON.stringify([scope, after]);
  const kept = chunks.get(key) ?? { read: chunkAfter(call, scope, after), characters: 0 };
  // To the end of those that may go.
  chunks.delete(key);
  chunks.set(key, kept);
  try {
    const chunk = await kept.read;
    kept.characters = chunk.characters;
    forgetOldest(chunks);
    return chunk;
  } catch (error) {
    chunks.delete(key);
    throw error;
  }
}

function forgetOldest(chunks: Map<string, Kept>): void {
  let sum = [...chunks.values()].reduce((all, { characters }) => all + characters, 0);
  for (const [key, { characters }] of [...chunks].slice(0, -1)) {
    if (sum <= MOST_KEPT) return;
    chunks.delete(key);
    sum -= characters;
  }
}
