import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { copyTemplate } from "@/lib/testing/database-template";
import { type SpawnedDatabase, spawnEmbeddedDatabase } from "./spawn";

/**
 * What a machine does to a process it takes away: SIGKILL in the middle of parallel writes, twenty times over. Every
 * acknowledged transaction must be there afterwards, whole, and the keyword and vector indexes must agree with the table.
 */
const ROUNDS = 20;
const WRITERS = 4;
const PASSAGES = 3;
const DIMENSION = 8;

/** One acknowledged transaction: a document whose passages all hold a word that no other has. */
interface Written {
  readonly documentId: string;
  readonly word: string;
}

let dataDir: string;
let database: SpawnedDatabase | undefined;

beforeAll(async () => {
  dataDir = await copyTemplate();
});
afterAll(async () => {
  await database?.kill();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function prepare(client: Client): Promise<void> {
  await client.query(`
    INSERT INTO "Workspace" ("id", "name", "slug") VALUES ('w', 'Killed', 'killed');
    INSERT INTO "Source" ("id", "workspaceId", "name") VALUES ('s', 'w', 'Files');
    SELECT search.create_index('killed', 'bm25');
    CREATE INDEX passage_killed_vector ON search.passage_killed
      USING hnsw ((embedding::halfvec(${String(DIMENSION)})) halfvec_l2_ops);
  `);
}

function randomVector(): string {
  return `[${Array.from({ length: DIMENSION }, () => Math.random().toFixed(4)).join(",")}]`;
}

async function writeDocument(client: Client): Promise<Written> {
  const documentId = randomBytes(8).toString("hex");
  const word = `word${documentId}`;
  await client.query("BEGIN");
  await client.query(
    `INSERT INTO "Document" ("id", "workspaceId", "sourceId", "name", "mimeType", "size", "updatedAt")
     VALUES ($1, 'w', 's', $2, 'text/plain', 1, now())`,
    [documentId, word],
  );
  for (let ordinal = 0; ordinal < PASSAGES; ordinal++) {
    await client.query(
      `INSERT INTO search.passage (index_id, id, workspace_id, source_id, document_id, version_id, ordinal,
         start_offset, end_offset, headings, body, text_hash, tokens, keywords, term_count, embedding)
       VALUES ('killed', $1, 'w', 's', $2, 'v', $3, 0, 1, '{}', $4, 'h', 1, $5, 3, $6::halfvec)`,
      [
        `${documentId}-${String(ordinal)}`,
        documentId,
        ordinal,
        "x".repeat(800),
        `common ${word} p${String(ordinal)}`,
        randomVector(),
      ],
    );
  }
  await client.query("COMMIT");
  return { documentId, word };
}

/** Writes until the process is gone; `onWritten` gets what was acknowledged. */
async function writeUntilKilled(url: string, onWritten: (written: Written) => void): Promise<void> {
  await withClient(url, async (client) => {
    for (;;) onWritten(await writeDocument(client));
  }).catch(() => undefined);
}

/** Lets parallel writers loose and kills the database somewhere in the middle, at no particular place. */
async function writeAndKill({ url, kill }: SpawnedDatabase): Promise<Written[]> {
  const acknowledged: Written[] = [];
  const enough = 5 + Math.random() * 30;
  let writers: Promise<void>[] = [];
  await new Promise<void>((resolve) => {
    const onWritten = (written: Written) => {
      acknowledged.push(written);
      if (acknowledged.length >= enough) resolve();
    };
    writers = Array.from({ length: WRITERS }, () => writeUntilKilled(url, onWritten));
    // All of them ended by themselves: the check of the number will tell.
    void Promise.all(writers).then(() => resolve());
  });
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
  await kill();
  await Promise.all(writers);
  return acknowledged;
}

/** Every transaction of the table is whole, and none of the acknowledged ones is missing. */
async function checkTable(client: Client, acknowledged: readonly Written[]): Promise<void> {
  const { rows } = await client.query<{ id: string; passages: number }>(
    `SELECT d.id, count(p.id)::int AS passages FROM "Document" d
     LEFT JOIN search.passage p ON p.document_id = d.id GROUP BY d.id`,
  );
  expect(rows.filter((row) => row.passages !== PASSAGES)).toEqual([]);
  const stored = new Set(rows.map((row) => row.id));
  expect(acknowledged.filter((written) => !stored.has(written.documentId))).toEqual([]);
}

/** Each document is found by its word through the bm25 index, and nothing else is. */
async function checkKeywords(client: Client, written: readonly Written[]): Promise<void> {
  for (const { documentId, word } of written) {
    const { rows } = await client.query<{ document_id: string }>(
      `SELECT document_id FROM search.passage_killed
       WHERE keywords <@> to_bm25query($1, 'search.passage_killed_bm25') < 0
       ORDER BY keywords <@> to_bm25query($1, 'search.passage_killed_bm25') LIMIT 10`,
      [word],
    );
    expect(rows.map((row) => row.document_id)).toEqual(Array<string>(PASSAGES).fill(documentId));
  }
}

/** Nearest neighbours through the vector index, against a scan of the table. */
async function checkVectors(client: Client): Promise<void> {
  const nearest = (vector: string) =>
    client.query<{ id: string; distance: number }>(
      `SELECT id, (embedding::halfvec(${String(DIMENSION)}) <-> $1::halfvec(${String(DIMENSION)}))::float AS distance
       FROM search.passage_killed ORDER BY embedding::halfvec(${String(DIMENSION)}) <-> $1::halfvec(${String(DIMENSION)}) LIMIT 1`,
      [vector],
    );
  const { rows: samples } = await client.query<{ id: string; vector: string }>(
    "SELECT id, embedding::text AS vector FROM search.passage_killed ORDER BY random() LIMIT 50",
  );
  await client.query("SET enable_seqscan = off; SET hnsw.ef_search = 200");
  const { rows: plan } = await client.query<{ "QUERY PLAN": string }>(
    `EXPLAIN SELECT id FROM search.passage_killed
     ORDER BY embedding::halfvec(${String(DIMENSION)}) <-> '${randomVector()}' LIMIT 1`,
  );
  expect(plan.map((row) => row["QUERY PLAN"]).join("\n")).toContain("passage_killed_vector");
  // A passage is its own nearest neighbour: found only if the index has it.
  for (const { vector } of samples) expect((await nearest(vector)).rows[0]?.distance).toBe(0);
  await client.query("RESET enable_seqscan; RESET hnsw.ef_search");
}

async function countBothWays(client: Client): Promise<void> {
  const count = async (settings: string) => {
    await client.query(settings);
    const { rows } = await client.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM search.passage_killed WHERE id > ''",
    );
    await client.query("RESET ALL");
    return rows[0]?.n;
  };
  const scanned = await count(
    "SET enable_indexscan = off; SET enable_indexonlyscan = off; SET enable_bitmapscan = off",
  );
  expect(await count("SET enable_seqscan = off")).toBe(scanned);
  const { rows } = await client.query(
    "SELECT 1 FROM search.passage_killed ORDER BY keywords <@> to_bm25query('common', 'search.passage_killed_bm25') LIMIT 100000",
  );
  expect(rows.length).toBe(scanned);
}

it("loses no acknowledged row and keeps its indexes right through twenty kills", async () => {
  const all: Written[] = [];
  let latest: Written[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    database = await spawnEmbeddedDatabase(dataDir);
    await withClient(database.url, async (client) => {
      if (round === 0) await prepare(client);
      await checkTable(client, all);
      await checkKeywords(client, latest.slice(-50));
    });
    if (round === ROUNDS) break;
    latest = await writeAndKill(database);
    all.push(...latest);
  }
  expect(all.length).toBeGreaterThanOrEqual(ROUNDS * 5);
  await withClient(database?.url ?? "", async (client) => {
    await checkKeywords(client, all);
    await checkVectors(client);
    await countBothWays(client);
  });
}, 600_000);
