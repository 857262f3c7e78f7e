import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase } from "@/lib/db/client";
import { spawnEmbeddedDatabase } from "@/lib/db/embedded/spawn";
import { DEFAULT_CHUNKING, type Chunking } from "@/lib/knowledge/ingestion/chunking/chunking";
import { builtInRuntime } from "@/lib/providers/built-in/runtime";
import type { Embedder } from "@/lib/providers/_contract/runtime";
import { createPassageStore } from "@/lib/vector-stores/postgres/passage-store";
import type { PassageStore, SqlPort } from "@/lib/vector-stores/_contract/passage-store";

/** A workspace of its own with one source and one empty store, and everything that reaches it. */
export interface Scratch {
  sql: SqlPort;
  store: PassageStore;
  embedder: Embedder;
  workspaceId: string;
  sourceId: string;
  storeId: string;
  indexId: string;
  /** Nothing here is hidden from anybody. */
  reader: null;
  chunking: Chunking;
  /** Small passages are searched, larger ones handed on. */
  merge: boolean;
  /** Removes the workspace, and the database when it was made for this. */
  close(): Promise<void>;
}

/** Opens the database named by DATABASE_URL, else an embedded one in a temporary folder. */
export async function openScratch(chunking: Chunking = DEFAULT_CHUNKING): Promise<Scratch> {
  const server = await openServer();
  const { db, sql } = openDatabase(server.url, { maxConnections: 2 });
  const id = `eval${randomBytes(8).toString("hex")}`;
  const store = createPassageStore(sql);
  for (const [text, ...params] of [
    [`insert into "Workspace" (id, name, slug) values ($1, 'Evaluation', $1)`, id],
    [
      `insert into "Workflow" (id, "workspaceId", name, draft, "updatedAt") values ($1, $1, 'Evaluation', '{}', now())`,
      id,
    ],
    [`insert into "Source" (id, "workspaceId", name) values ($1, $1, 'Evaluation')`, id],
    [`insert into "Store" (id, "workspaceId", name) values ($1, $1, 'Evaluation')`, id],
    [
      `insert into "StoreSource" ("workspaceId", "storeId", "sourceId", "workflowId") values ($1, $1, $1, $1)`,
      id,
    ],
  ] as [string, string][]) {
    await sql.query(text, params);
  }
  await store.ensureIndex(id);
  return {
    sql,
    store,
    embedder: builtInRuntime.embeddings(),
    workspaceId: id,
    sourceId: id,
    storeId: id,
    indexId: id,
    reader: null,
    chunking,
    merge: chunking.strategy === "parent",
    close: async () => {
      await store.dropIndex(id);
      await sql.query(`delete from "Workspace" where id = $1`, [id]);
      await db.$disconnect();
      await server.stop();
    },
  };
}

/** The process of the embedded database that with-database.mjs started for this program. */
export function scratchDatabasePid(): number | undefined {
  const { SCRATCH_DATABASE_PID } = process.env;
  return SCRATCH_DATABASE_PID === undefined ? undefined : Number(SCRATCH_DATABASE_PID);
}

async function openServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const { DATABASE_URL } = process.env;
  if (DATABASE_URL) return { url: DATABASE_URL, stop: async () => undefined };
  const folder = await mkdtemp(path.join(tmpdir(), "groundwork-eval-"));
  const database = await spawnEmbeddedDatabase(folder);
  return {
    url: database.url,
    stop: async () => {
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
