import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDatabase } from "@/lib/testing/database";
import { testServices, type TestServices } from "@/lib/testing/services";
import { createSource } from "./create";
import { firstSource } from "./first";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
});
afterAll(async () => {
  await services.close();
  await database.stop();
});

it("makes one source, and writes one entry in the log, for many who ask at once", async () => {
  const ctx = await services.newWorkspace();
  const ask = () => firstSource({ ctx, input: { name: "Documents" } });
  const made = await Promise.all([ask(), ask(), ask(), ask()]);
  expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  const workspaceId = ctx.workspace.id;
  expect(await services.db.source.count({ where: { workspaceId } })).toBe(1);
  expect(
    await services.db.auditEvent.count({ where: { workspaceId, action: "source.create" } }),
  ).toBe(1);
});

it("takes the oldest of its own workspace that was not deleted", async () => {
  const other = await services.newWorkspace();
  await createSource({ ctx: other, input: { name: "Elsewhere" } });
  const ctx = await services.newWorkspace();
  const gone = await createSource({ ctx, input: { name: "Gone" } });
  await services.db.source.update({ where: { id: gone.id }, data: { deletedAt: new Date() } });
  const first = await firstSource({ ctx, input: { name: "Documents" } });
  expect(first.id).not.toBe(gone.id);
  await createSource({ ctx, input: { name: "Later" } });
  expect(await firstSource({ ctx, input: { name: "Another" } })).toEqual(first);
});
