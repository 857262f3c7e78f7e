import { getEventListeners } from "node:events";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startPostgresql, type PostgresqlServer } from "@/e2e/servers/postgresql/server";
import {
  describeConnector,
  filesAfter,
  pagesAfter,
  type ConnectorWorld,
} from "@/lib/connectors/_contract/conformance";
import type { ConnectorRuntime } from "@/lib/connectors/_contract/runtime";
import { openDatabase, type OpenDatabase } from "@/lib/db/client";
import { connectorCall } from "@/lib/testing/connectors";
import { postgresql } from "./definition";
import { postgresqlRuntime } from "./runtime";

const runtime: ConnectorRuntime = postgresqlRuntime;
let server: PostgresqlServer;
let owner: OpenDatabase;
const run = (text: string, values: unknown[] = []) => owner.sql.query(text, values);

beforeAll(async () => {
  server = await startPostgresql();
  owner = openDatabase(server.url, { maxConnections: 1 });
  await run("create schema library");
});
beforeEach(() => {
  server.encrypts = true;
  server.heard.length = 0;
});
afterAll(async () => {
  await owner.db.$disconnect();
  await server.close();
});

let made = 0;

/** A connection, and a table of its own that is synced; `more` are fields of the connection. */
async function newWorld(
  more: Record<string, string> = {},
  columns = "id text primary key, title text, body text",
): Promise<ConnectorWorld & { table: string }> {
  const table = `articles_${String(++made)}`;
  await run(`create table library.${table} (${columns})`);
  const credentials = (password: string) =>
    postgresql.credentials.parse({
      method: "encrypted",
      host: "127.0.0.1",
      port: String(server.port),
      database: server.database,
      user: server.user,
      password,
      certificate: server.certificate,
      ...more,
    });
  return {
    table,
    scope: "query" in more ? {} : { schema: "library", table },
    secrets: [server.password, "wrong-password"],
    call: ({ signal, wrongSecret } = {}) =>
      connectorCall(
        postgresqlRuntime,
        credentials(wrongSecret ? "wrong-password" : server.password),
        { signal },
      ),
    put: async (path, content) => {
      await run(
        `insert into library.${table} (id, title, body) values ($1, $2, $3)
         on conflict (id) do update set body = excluded.body`,
        [path, path.split("/").at(-1), content],
      );
    },
    remove: async (path) => {
      await run(`delete from library.${table} where id = $1`, [path]);
    },
    fail: (how) => {
      server.fail(how);
      return Promise.resolve();
    },
    // Passwords go into the protocol of the database, at the one host that is named.
    authorizedHosts: () => [],
  };
}

describeConnector({ definition: postgresql, runtime, newWorld: () => newWorld() });

const pages = (world: ConnectorWorld) => pagesAfter(runtime, world, null);
const failing = async (world: ConnectorWorld) => {
  const { checks } = await runtime.test(world.call());
  return checks.filter(({ ok }) => !ok).map(({ code, params }) => ({ code, ...params }));
};
async function contents(world: ConnectorWorld): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const call = world.call();
  for (const item of filesAfter(await pages(world)).values()) {
    const got = await runtime.download(call, item);
    found[`${item.name}${got.extension ?? ""}`] = (await buffer(got.body)).toString();
  }
  return found;
}

describe("rows", () => {
  it("come a page at a time in the order of a key of several columns, and none twice", async () => {
    const world = await newWorld(
      {},
      "shelf int, place bigint, body text, primary key (shelf, place)",
    );
    await run(
      `insert into library.${world.table}
       select n % 7, 9007199254740993 + n, 'Text ' || n from generate_series(1, 250) n`,
    );
    const got = await pages(world);
    expect(got.map(({ items }) => items.length)).toEqual([100, 100, 50]);
    expect(got.at(-1)?.listing).toBe("ends");
    expect(filesAfter(got).size).toBe(250);
    // Once for all pages, and once for all rows that are fetched.
    expect(server.heard.filter((sent) => sent.includes("order by q."))).toHaveLength(1);
    server.heard.length = 0;
    const call = world.call();
    for (const item of filesAfter(got).values())
      await (await runtime.download(call, item)).body.cancel();
    expect(server.heard.filter((sent) => sent.includes("order by q."))).toHaveLength(1);
    await expect.poll(() => getEventListeners(call.signal, "abort")).toEqual([]);
  });

  it("that come and go while others are read move none out of sight", async () => {
    const world = await newWorld();
    await run(
      `insert into library.${world.table} select lpad(n::text, 4, '0'), 'T' || n, 'x'
       from generate_series(1, 250) n`,
    );
    const [first] = await pages(world);
    await run(`delete from library.${world.table} where id <= '0050'`);
    const rest = await pagesAfter(runtime, world, first?.cursor ?? null);
    expect(rest.flatMap(({ items }) => items)).toHaveLength(150);
  });

  it("that are large come fewer at a time", async () => {
    const world = await newWorld();
    await run(
      `insert into library.${world.table} select n::text, 'T' || n, repeat('0123456789', 200000)
       from generate_series(1, 20) n`,
    );
    const got = await pages(world);
    expect(got.map(({ items }) => items.length)).toEqual([10, 10]);
    expect(filesAfter(got).size).toBe(20);
  });

  it("that are too large by themselves are told, and stop no other", async () => {
    const world = await newWorld();
    await run(
      `insert into library.${world.table} select n::text, 'T' || n,
         case n when 3 then repeat('0123456789', 3400000) else 'Text ' || n end
       from generate_series(1, 5) n`,
    );
    const got = await pages(world);
    expect(got.at(-1)).toMatchObject({ listing: "ends", done: true });
    const items = [...filesAfter(got).values()];
    expect(items.map(({ id, unreadable }) => [id, unreadable?.params])).toEqual([
      ["1", undefined],
      ["2", undefined],
      ["3", { reason: "size" }],
      ["4", undefined],
      ["5", undefined],
    ]);
    const large = items.find(({ id }) => id === "3");
    const handle = JSON.stringify({ scope: world.scope, keys: ["3"] });
    if (!large) throw new Error("The row is missing.");
    await expect(runtime.download(world.call(), { ...large, handle })).rejects.toMatchObject({
      code: "connector.item-refused",
      params: { reason: "size" },
    });
  });

  it("are read as what they are: HTML, lists, objects, times and truth, and no bytes", async () => {
    const world = await newWorld(
      {},
      "nr int primary key, name text, tags text[], more jsonb, ready boolean, updated_at timestamptz, url text, picture bytea",
    );
    await run(
      `insert into library.${world.table} values (7, 'Desk / oak', '{a,b}', '{"size": {"cm": 120}, "colour": "oak"}',
        true, '2026-01-02T03:04:05Z', 'https://shop.example/7', '\\xff')`,
    );
    const [item] = filesAfter(await pages(world)).values();
    expect(item).toMatchObject({
      id: "7",
      name: "Desk - oak",
      modifiedAt: new Date("2026-01-02T03:04:05Z"),
      webUrl: "https://shop.example/7",
    });
    expect(await contents(world)).toEqual({
      "Desk - oak.txt":
        "nr: 7\n\nname: Desk / oak\n\ntags: a, b\n\nmore colour: oak\n\nready: yes\n\nupdated_at: 2026-01-02T03:04:05.000Z\n\nurl: https://shop.example/7",
    });
  });
});

describe("a query", () => {
  const rows =
    "select * from (values (1, 'One', '<p>First.</p>'), (2, 'Two', null)) v (nr, heading, wording)";

  it("gives rows in the columns that an admin names", async () => {
    const world = await newWorld({
      query: `${rows} -- as they are;\n`,
      id: "nr",
      title: "heading",
      text: "wording",
    });
    expect(await failing(world)).toEqual([]);
    expect(filesAfter(await pages(world)).size).toBe(2);
    expect(await contents(world)).toMatchObject({ "One.html": "<p>First.</p>" });
  });

  it.each([
    ["with nothing that tells rows apart", "select 'a' as wording", { code: "id", reason: "none" }],
    [
      "with one key twice",
      "select 1 as id, 'a' as body union all select 1, 'b'",
      { code: "id", reason: "same" },
    ],
    [
      "with a key that is empty",
      "select 1 as id, 'a' as body union all select null, 'b'",
      { code: "id", reason: "same" },
    ],
    ["that is none", "selec 1", { code: "query" }],
  ])("%s is told, and takes nothing for gone", async (_, query, check) => {
    const world = await newWorld({ query });
    expect(await failing(world)).toEqual([expect.objectContaining(check)]);
    const got = await pages(world).catch((error: unknown) => error);
    if (Array.isArray(got)) expect(got.at(-1)).toMatchObject({ listing: "starts", done: true });
    else
      expect(got).toMatchObject({ code: expect.stringMatching(/no-key|query-refused/) as string });
  });

  it.each([
    "delete from library.kept returning 1 as id",
    "with gone as (delete from library.kept returning 1 as id) select * from gone",
    "select 1 as id) q; delete from library.kept; select * from (select 1 as id",
    "select 1 as id) q; commit; delete from library.kept; select * from (select 1 as id",
    "select 1 as id, set_config('transaction_read_only', 'off', false), library.empty()",
  ])("never writes: %s", async (query) => {
    await run("create table if not exists library.kept as select 1 as id");
    await run(
      `create or replace function library.empty() returns int language sql as 'delete from library.kept returning 1'`,
    );
    const world = await newWorld({ query });
    await expect(pages(world)).rejects.toMatchObject({ code: "connector.query-refused" });
    expect(await run("select count(*)::int as count from library.kept")).toEqual([{ count: 1 }]);
  });
});

describe("the way there", () => {
  it("is encrypted before anything is said, and goes to nobody with a foreign certificate", async () => {
    const world = await newWorld();
    server.encrypts = false;
    await expect(pages(world)).rejects.toMatchObject({ code: "connector.unencrypted" });
    expect(await failing(world)).toEqual([{ code: "reach", reason: "unencrypted" }]);
    server.encrypts = true;
    const { certificate: _, ...credentials } = world.call().credentials as Record<string, string>;
    const call = connectorCall(runtime, postgresql.credentials.parse(credentials));
    const changes = runtime.changes(call, { scope: world.scope, cursor: null });
    await expect(changes.next()).rejects.toMatchObject({
      code: "outbound.unreachable",
      params: { reason: "certificate" },
    });
    expect(server.heard).toEqual([]);
  });

  it("may do without, when an admin says so", async () => {
    const world = await newWorld({ method: "plain" });
    await world.put("a.txt", "Text.");
    expect(filesAfter(await pages(world)).size).toBe(1);
  });

  it("ends at an answer that the driver can't read, and ends no process with it", async () => {
    const world = await newWorld();
    await world.put("a.txt", "Text.");
    server.fail("flood");
    await expect(pages(world)).rejects.toMatchObject({ code: "connector.no-answer" });
  });
});

it("says what isn't there", async () => {
  const gone = { ...(await newWorld()), scope: { schema: "library", table: "gone" } };
  await expect(pages(gone)).rejects.toMatchObject({
    code: "connector.unreadable-place",
    params: { reason: "missing", place: "library.gone" },
  });
});

it("offers schemas, and in them tables and views", async () => {
  const world = await newWorld();
  await run(`create view library.v_${world.table} as select * from library.${world.table}`);
  const top = await runtime.children(world.call(), { parent: null, page: null });
  expect(top.nodes.map(({ id }) => id)).toContain("library");
  const { nodes } = await runtime.children(world.call(), { parent: "library", page: null });
  expect(nodes.map(({ scope }) => scope)).toEqual(
    expect.arrayContaining([
      { schema: "library", table: world.table },
      { schema: "library", table: `v_${world.table}` },
    ]),
  );
});
