import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client, Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MIGRATIONS_FOLDER, migrateDatabase } from "@/lib/db/migrate";
import { poolSqlPort } from "@/lib/db/sql";
import { workerDatabaseUrl } from "@/lib/testing/database";
import { copyTemplate } from "@/lib/testing/database-template";
import { POSTGRES_MAJOR } from "./data-version";
import { type SpawnedDatabase, spawnEmbeddedDatabase } from "./spawn";

let dataDir: string;
let database: SpawnedDatabase;

beforeAll(async () => {
  dataDir = await copyTemplate();
  database = await spawnEmbeddedDatabase(dataDir);
});
afterAll(async () => {
  await database.kill();
  await rm(dataDir, { recursive: true, force: true });
});

async function query<T extends object>(url: string, text: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

describe("the embedded database", () => {
  it("is the PostgreSQL version its data folders are checked for", async () => {
    const [row] = await query<{ server_version: string }>(database.url, "SHOW server_version");
    expect(row?.server_version.split(".")[0]).toBe(POSTGRES_MAJOR);
  });

  it("has the extensions that search needs", async () => {
    const rows = await query<{ extname: string }>(
      database.url,
      "SELECT extname FROM pg_extension ORDER BY 1",
    );
    expect(rows.map((row) => row.extname)).toEqual(
      expect.arrayContaining(["pg_textsearch", "pg_trgm", "vector"]),
    );
  });

  it("lets in only who knows the password", async () => {
    const url = new URL(database.url);
    url.password = "guess";
    await expect(query(url.href, "SELECT 1")).rejects.toMatchObject({ code: "28P01" });
  });

  it("refuses a folder that is in use", async () => {
    await expect(spawnEmbeddedDatabase(dataDir)).rejects.toThrow(
      `in use by process ${String(database.pid)}`,
    );
  });

  it("rolls back what a client that vanished left open, and lets the others on", async () => {
    const client = new Client({ connectionString: database.url });
    client.on("error", () => undefined);
    await client.connect();
    await client.query("BEGIN");
    await client.query(
      `INSERT INTO "Workspace" ("id", "name", "slug") VALUES ('gone', 'Gone', 'gone')`,
    );
    const waiting = query<{ n: number }>(
      database.url,
      `SELECT count(*)::int AS n FROM "Workspace" WHERE "id" = 'gone'`,
    );
    client.connection.stream.destroy();
    expect(await waiting).toEqual([{ n: 0 }]);
  });

  it("keeps an error inside a transaction to the client that made it", async () => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query("BEGIN");
    await expect(client.query("SELECT nothing")).rejects.toMatchObject({ code: "42703" });
    await expect(client.query("SELECT 1")).rejects.toMatchObject({ code: "25P02" });
    await client.query("ROLLBACK");
    await client.end();
    expect(await query(database.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("keeps the prepared statements of its clients apart, and none of one that left", async () => {
    const [one, other] = await Promise.all(
      [1, 2].map(async () => {
        const client = new Client({ connectionString: database.url });
        await client.connect();
        return client;
      }),
    );
    const ask = async (client: Client | undefined, text: string) => {
      const result = await client?.query<{ n: number }>({ name: "same", text, values: [20] });
      return result?.rows[0]?.n;
    };
    expect(await ask(one, "select $1::integer + 1 as n")).toBe(21);
    expect(await ask(other, "select $1::integer + 2 as n")).toBe(22);
    expect(await ask(one, "select $1::integer + 1 as n")).toBe(21);
    const kept =
      "select count(*)::integer as n from pg_prepared_statements where name like '%same'";
    expect(await query(database.url, kept)).toEqual([{ n: 2 }]);
    await one?.end();
    expect(await query(database.url, kept)).toEqual([{ n: 1 }]);
    expect(await ask(other, "select $1::integer + 2 as n")).toBe(22);
    await other?.end();
  });

  it("is asked on where what was prepared is lost, as behind a pooler", async () => {
    const pool = new Pool({ connectionString: database.url, max: 1 });
    const sql = poolSqlPort(pool);
    const ask = () => sql.query("select $1::text as said", ["hello"], { prepared: true });
    for (const between of ["select 1", "deallocate all", "select 1"]) {
      expect(await ask()).toEqual([{ said: "hello" }]);
      await pool.query(between);
    }
    await expect(sql.query("select 1 / $1::integer", [0], { prepared: true })).rejects.toThrow();
    await pool.end();
  });

  it("refuses a folder with a step this build does not know, and leaves it as it is", async () => {
    const folder = await copyTemplate();
    const newer = await spawnEmbeddedDatabase(folder);
    await query(
      newer.url,
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name") VALUES ('x', 'c', now(), '9999_future')`,
    );
    await newer.stop();
    await expect(spawnEmbeddedDatabase(folder)).rejects.toThrow(
      "newer version of Groundwork (it has the step 9999_future)",
    );
    await rm(folder, { recursive: true, force: true });
  });

  it("refuses a folder of another PostgreSQL version", async () => {
    const folder = await copyTemplate();
    await writeFile(path.join(folder, "pg", "PG_VERSION"), "17\n");
    await expect(spawnEmbeddedDatabase(folder)).rejects.toThrow("written by PostgreSQL 17");
    await rm(folder, { recursive: true, force: true });
  });
});

describe("migrateDatabase", () => {
  const url = workerDatabaseUrl();
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "groundwork-migrations-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function withStep(name: string, sql: string): Promise<string> {
    const migrations = path.join(folder, name);
    await cp(MIGRATIONS_FOLDER, migrations, { recursive: true });
    await cp(path.join(MIGRATIONS_FOLDER, "0001_init"), path.join(migrations, `0999_${name}`), {
      recursive: true,
    });
    await writeFile(path.join(migrations, `0999_${name}`, "migration.sql"), sql);
    return migrations;
  }

  it("has nothing to do for an up-to-date database", async () => {
    expect(await migrateDatabase(url)).toEqual([]);
  });

  it("undoes a step that fails half way and says which", async () => {
    const migrations = await withStep("half", "CREATE TABLE half_done (id int); SELECT 1/0;");
    await expect(migrateDatabase(url, migrations)).rejects.toMatchObject({
      reason: "failed-migration",
      message: expect.stringContaining("0999_half and was undone: division by zero") as string,
    });
    expect(await query(url, "SELECT to_regclass('half_done') AS found")).toEqual([{ found: null }]);
  });

  it("applies a step once though several start together", async () => {
    const migrations = await withStep("once", "CREATE TABLE made_once (id int)");
    const results = await Promise.all(
      [1, 2, 3].map(() => migrateDatabase(database.url, migrations)),
    );
    expect(results.flat()).toEqual(["0999_once"]);
  });

  it("refuses an applied step that was edited", async () => {
    const migrations = await withStep("once-edited", "SELECT 1");
    const target = path.join(migrations, "0001_init", "migration.sql");
    await writeFile(target, "SELECT 'edited'");
    await expect(migrateDatabase(url, migrations)).rejects.toMatchObject({
      reason: "changed-migration",
    });
  });

  it("says that a server does not answer", async () => {
    await expect(migrateDatabase("postgresql://x@127.0.0.1:1/x")).rejects.toMatchObject({
      reason: "unreachable",
    });
  });
});
