import { afterAll, beforeAll, expect, it } from "vitest";
import { startPostgresql, type PostgresqlServer } from "@/e2e/servers/postgresql/server";
import { openDatabase, type OpenDatabase } from "@/lib/db/client";
import { testDatabase } from "@/lib/testing/database";
import { testServices, type TestServices } from "@/lib/testing/services";
import { linkSource, syncToEnd, textsOf } from "@/lib/testing/synced-source";
import { allowHost } from "../network/allow";
import { createSourceConnection } from "../source-connection/create";
import { testSourceConnection } from "../source-connection/test";
import { createStore } from "../store/create";
import { createSync, createSyncInput } from "./create";

const database = testDatabase();
let services: TestServices;
let server: PostgresqlServer;
let owner: OpenDatabase;
const run = (text: string) => owner.sql.query(text, []);

beforeAll(async () => {
  [services, server] = await Promise.all([testServices(database), startPostgresql()]);
  owner = openDatabase(server.url, { maxConnections: 1 });
  await run("create schema shop");
  await run("create table shop.answers (id int primary key, title text, body text)");
});
afterAll(async () => {
  await owner.db.$disconnect();
  await services.close();
  await server.close();
});

it("keeps the rows of a database in sync, to the last deletion, and only where that is allowed", async () => {
  const ctx = await services.newWorkspace();
  const values = {
    host: "127.0.0.1",
    port: String(server.port),
    database: server.database,
    user: server.user,
    password: server.password,
    certificate: server.certificate,
  };
  const { id: connectionId } = await createSourceConnection({
    ctx,
    input: { type: "postgresql", name: "Shop", method: "encrypted", values },
  });
  const test = () => testSourceConnection({ ctx, input: { id: connectionId }, signal: undefined });
  await expect(test()).rejects.toMatchObject({ code: "outbound.blocked" });
  await allowHost({ ctx, input: { host: "127.0.0.1", port: server.port } });
  expect((await test()).checks.filter(({ ok }) => !ok)).toEqual([]);

  const { id: storeId } = await createStore({ ctx, input: { name: "Everything" } });
  const input = createSyncInput.parse({
    connectionId,
    name: "Answers",
    scope: JSON.stringify({ schema: "shop", table: "answers" }),
    label: "shop / answers",
    filters: {},
    everyMinutes: null,
  });
  const { id } = await createSync({ ctx, input });
  await linkSource(services, ctx, { storeId, sourceId: id });
  const texts = () => textsOf(services, { workspaceId: ctx.workspace.id, sourceId: id });

  await run(`insert into shop.answers values
    (1, 'Returns', 'Within 30 days.'), (2, 'Shipping', 'Two days.')`);
  await syncToEnd(services, ctx, { id });
  expect(await texts()).toEqual({
    "Returns.txt": "Within 30 days.",
    "Shipping.txt": "Two days.",
  });
  await run("update shop.answers set body = 'Within 60 days.' where id = 1");
  await run("delete from shop.answers where id = 2");
  await syncToEnd(services, ctx, { id });
  expect(await texts()).toEqual({ "Returns.txt": "Within 60 days." });
  await run("alter table shop.answers rename to renamed");
  expect(await syncToEnd(services, ctx, { id })).toMatchObject({ phase: "failed" });
  expect(await texts()).toEqual({ "Returns.txt": "Within 60 days." });
});
