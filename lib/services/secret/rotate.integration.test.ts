import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createVault } from "@/lib/crypto/vault";
import { createDocument, createSource } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/database";
import { testServices, type TestServices } from "@/lib/testing/services";
import { createConnection } from "../connection/create";
import { openConnection } from "../connection/open";
import { updateConnection } from "../connection/update";
import type { WorkspaceContext } from "../context";
import { openPassword, sealPassword } from "../document/password";
import { countByKey, rotateSecrets } from "./rotate";
import { sealedColumns } from "./sealed-columns";

const FORMER = { id: "former", bytes: Buffer.alloc(32, 1) };
const CURRENT = { id: "current", bytes: Buffer.alloc(32, 2) };
/** Three processes: one that was not restarted yet, one that was, and one after the former key was taken away. */
const before = createVault([FORMER, CURRENT]);
const during = createVault([CURRENT, FORMER]);
const afterwards = createVault([CURRENT]);

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let ctx: WorkspaceContext;

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
  ctx = { ...(await services.newWorkspace()), vault: before };
});
afterAll(async () => {
  await services.close();
  await database.stop();
});

const secretOf = (name: string, change = 0) => `sk-${name}-${"x".repeat(20)}-${String(change)}`;
const keyOf = async (id: string, vault = during) =>
  (await openConnection({ ...ctx, vault }, id)).connection.apiKey;

async function connections(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index++) {
    const made = await createConnection({
      ctx,
      input: {
        provider: "openai-compatible",
        name: `Endpoint ${String(index)}`,
        baseUrl: "https://models.example/v1",
        apiKey: secretOf(String(index)),
      },
    });
    ids.push(made.id);
  }
  return ids;
}

async function protectedDocument(): Promise<string> {
  const { id: sourceId } = await createSource(services.db, ctx.workspace.id);
  const { document } = await createDocument(services.db, {
    workspaceId: ctx.workspace.id,
    sourceId,
  });
  const { id } = document;
  const row = { id, workspaceId: ctx.workspace.id };
  await services.db.document.update({
    where: { id },
    data: { sealedPassword: sealPassword(before, "open sesame", row) },
  });
  return id;
}

describe("changing the master key", () => {
  it("loses nothing while secrets are read and changed", async () => {
    const ids = await connections(40);
    const documentId = await protectedDocument();
    /** What a reader may find: a change counts from when it is asked for. */
    const written = new Map(ids.map((id, index) => [id, [secretOf(String(index))]]));
    let rotating = true;
    const read = async () => {
      for (let index = 0; rotating; index = (index + 7) % ids.length) {
        const id = ids[index] ?? "";
        expect(written.get(id)).toContain(await keyOf(id, index % 2 ? before : during));
      }
    };
    const write = async (vault: typeof before, start: number) => {
      for (let index = start; index < ids.length; index += 4) {
        const id = ids[index] ?? "";
        const apiKey = secretOf(String(index), index + 1);
        written.get(id)?.push(apiKey);
        await updateConnection({ ctx: { ...ctx, vault }, input: { id, apiKey } });
      }
    };
    const busy = [read(), read(), write(before, 0), write(during, 1)];
    const progress: number[] = [];
    const ports = { sql: services.sql, vault: during };
    const first = await rotateSecrets(ports, {
      batch: 5,
      onProgress: ({ rewrapped }) => progress.push(rewrapped),
    });
    rotating = false;
    await Promise.all(busy);
    expect(progress.length).toBeGreaterThan(5);
    expect(first.unreadable).toEqual([]);

    // Now every process has the current key first: one more pass takes what was sealed behind the first one.
    expect((await rotateSecrets(ports)).unreadable).toEqual([]);
    expect(await countByKey(services)).toEqual([{ keyId: "current", values: 41 }]);
    for (const [id, keys] of written) expect(await keyOf(id, afterwards)).toBe(keys.at(-1));
    const document = await services.db.document.findUniqueOrThrow({ where: { id: documentId } });
    expect(openPassword(afterwards, document)).toBe("open sesame");
    expect(await rotateSecrets(ports)).toEqual({ rewrapped: 0, unreadable: [] });
  });

  it("goes on where it was broken off", async () => {
    const ids = await connections(12);
    const stop = new AbortController();
    const ports = { sql: services.sql, vault: during };
    const broken = rotateSecrets(ports, {
      batch: 4,
      signal: stop.signal,
      onProgress: () => stop.abort(new Error("stopped by a test")),
    });
    await expect(broken).rejects.toThrow("stopped by a test");
    expect(await countByKey(services)).toContainEqual({ keyId: "former", values: 8 });
    for (const [index, id] of ids.entries()) expect(await keyOf(id)).toBe(secretOf(String(index)));
    expect(await rotateSecrets(ports, { batch: 4 })).toEqual({ rewrapped: 8, unreadable: [] });
    for (const [index, id] of ids.entries()) {
      expect(await keyOf(id, afterwards)).toBe(secretOf(String(index)));
    }
  });

  it("names what no key opens and goes on with the others", async () => {
    const [lost = "", kept = ""] = await connections(2);
    const stranger = createVault([{ id: "stranger", bytes: Buffer.alloc(32, 3) }]);
    await updateConnection({
      ctx: { ...ctx, vault: stranger },
      input: { id: lost, apiKey: secretOf("lost") },
    });
    const result = await rotateSecrets({ sql: services.sql, vault: during }, { batch: 1 });
    expect(result).toEqual({
      rewrapped: 1,
      unreadable: [{ table: "ModelConnection", id: lost, code: "crypto.missing-key" }],
    });
    expect(await keyOf(kept, afterwards)).toBe(secretOf("1"));
  });
});

describe("the list of sealed columns", () => {
  it("holds every column of the database whose name says that it is sealed", async () => {
    const columns = await services.sql.query<{ table: string; column: string }>(
      `select table_name::text as "table", column_name::text as "column"
       from information_schema.columns
       where table_schema not in ('information_schema', 'pg_catalog') and column_name ilike '%seal%'
       order by 1, 2`,
      [],
    );
    const known = Object.values(sealedColumns).map(({ table, column }) => ({ table, column }));
    const place = ({ table, column }: (typeof known)[number]) => `${table} ${column}`;
    known.sort((a, b) => (place(a) < place(b) ? -1 : 1));
    expect(columns).toEqual(known);
  });

  it("gives the place of everything that is sealed", () => {
    const root = path.resolve(import.meta.dirname, "../../..");
    const sources = ["lib", "app"].flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => /(?<!\.test)\.tsx?$/.test(file) && !file.includes("db/generated"))
        .map((file) => path.join(root, folder, file)),
    );
    // Sealed only to travel: minutes later it is of no use, and it is stored nowhere.
    const travels = path.join(root, "lib/services/source-connection/sign-in-state.ts");
    expect(sources).toContain(travels);
    const sealing = sources.filter(
      (file) => file !== travels && /\.seal\(/.test(readFileSync(file, "utf8")),
    );
    expect(sealing.length).toBeGreaterThanOrEqual(2);
    for (const file of sealing) {
      expect(readFileSync(file, "utf8"), file).toMatch(/\.seal\([^;]*sealedPlace\(/);
    }
  });
});
