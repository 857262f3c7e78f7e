import { createServer } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { startGoogleDrive } from "@/e2e/servers/google-drive/server";
import { listen } from "@/e2e/servers/listen";
import { isAppError } from "@/lib/errors/app-error";
import { deleteSource } from "@/lib/services/source/delete";
import { freshDatabase } from "@/lib/testing/database";
import { permittedSource } from "@/lib/testing/remote-permissions";
import { remoteSource } from "@/lib/testing/remote-source";
import { testServices, type TestServices } from "@/lib/testing/services";
import { startDueSyncs } from "./start-due";
import { startSync, startSyncInput } from "./start";
import { takeHint } from "./take-hint";
import { updateSync, updateSyncInput } from "./update";
import { viewSync } from "./view";
import { renewWatches } from "./watch";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
/** Where the services of these tests reach us. */
let door: Awaited<ReturnType<typeof listen>>;
let origin: string;

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
  door = await listen(
    createServer((request, response) => {
      const url = new URL(request.url ?? "/", "http://localhost");
      const [, , , type = "", , watchId = ""] = url.pathname.split("/");
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const headers = new Headers(request.headers as Record<string, string>);
        const call = { query: url.searchParams, headers, body: Buffer.concat(chunks).toString() };
        takeHint(services, { type, watchId, call }).then(
          ({ confirm }) =>
            response
              .writeHead(confirm === null ? 202 : 200, { "content-type": "text/plain" })
              .end(confirm ?? ""),
          (error: unknown) => response.writeHead(isAppError(error) ? 403 : 500).end(),
        );
      });
    }),
  );
  origin = `http://127.0.0.1:${String(door.port)}`;
});
afterAll(async () => {
  await door.close();
  await services.close();
  await database.stop();
});

async function watched(kind: "sharepoint" | "google-drive") {
  const world = await remoteSource(services, kind);
  const { tree, rootId } = world;
  const file = tree.create({ parentId: rootId, name: "Holiday.txt", content: "28 days." }).id;
  const source = await world.syncOf(null);
  await services.db.sourceSync.updateMany({
    where: { sourceId: source.sourceId },
    data: { everyMinutes: 10_080 },
  });
  await source.sync();
  await renewWatches(services, origin);
  const server = world.server as Awaited<ReturnType<typeof startGoogleDrive>>;
  const view = () => viewSync({ ctx: world.ctx, input: { id: source.sourceId } });
  const rows = () => services.db.syncWatch.findMany({ where: { sourceId: source.sourceId } });
  return { world, server, tree, file, source, view, rows };
}

describe.each(["sharepoint", "google-drive"] as const)("a source of %s that is watched", (kind) => {
  let it_: Awaited<ReturnType<typeof watched>>;
  beforeEach(async () => {
    it_ = await watched(kind);
  });

  it("loses what was deleted as soon as the service says so", async () => {
    const { server, tree, file, source } = it_;
    expect(server.watches.live()).toHaveLength(1);
    tree.trash(file);
    expect(await server.notify()).toEqual([202]);
    await services.drainJobs();
    expect(await source.texts()).toEqual({});
    expect(await source.passages()).toBe(0);
  });

  it("32. is not moved by a forged secret, and by a burst of calls once and once more", async () => {
    const { server, view } = it_;
    expect(await server.notify("forged")).toEqual([403]);
    expect((await view()).runs).toHaveLength(1);
    const statuses = await Promise.all(Array.from({ length: 500 }, () => server.notify()));
    expect(new Set(statuses.flat())).toEqual(new Set([202]));
    expect((await view()).runs.filter(({ endedAt }) => endedAt === null)).toHaveLength(1);
    await services.drainJobs();
    expect(await startDueSyncs(services)).toBe(1);
    await services.drainJobs();
    expect(await startDueSyncs(services)).toBe(0);
    expect((await view()).runs).toHaveLength(3);
  });

  it("33. is looked at once a day even when the service says nothing any more", async () => {
    const { server, tree, file, source, view } = it_;
    server.watches.expire();
    tree.trash(file);
    expect(await server.notify()).toEqual([]);
    await source.sync();
    expect(await source.texts()).toEqual({});
    const { nextAt } = await view();
    expect(Number(nextAt) - Date.now()).toBeLessThanOrEqual(86_400_000);
  });

  it("is watched no more once it is deleted, and goes though its service can't be told", async () => {
    const { world, server, source } = it_;
    const other = await watched(kind);
    await deleteSource({ ctx: world.ctx, input: { id: source.sourceId } });
    other.server.fail({ status: 403, times: 100 });
    await deleteSource({ ctx: other.world.ctx, input: { id: other.source.sourceId } });
    await services.drainJobs();
    expect(server.watches.live()).toHaveLength(0);
    expect(other.server.watches.live()).toHaveLength(1);
    expect(await other.rows()).toEqual([]);
  });

  it("is watched anew before the service forgets it, by one worker", async () => {
    const { server, source, rows } = it_;
    const [first] = await rows();
    expect(await renewWatches(services, origin)).toBe(0);
    await services.db.syncWatch.updateMany({
      where: { sourceId: source.sourceId },
      data: { until: new Date(Date.now() + 3_600_000) },
    });
    await services.db.sourceSync.updateMany({
      where: { sourceId: source.sourceId },
      data: { watchTriedAt: null },
    });
    const asked = await Promise.all([
      renewWatches(services, origin),
      renewWatches(services, origin),
    ]);
    expect(asked.sort()).toEqual([0, 1]);
    const [second, ...more] = await rows();
    expect(more).toEqual([]);
    expect(second?.id).not.toBe(first?.id);
    expect(server.watches.live()).toHaveLength(1);
  });
});

it("says why where the service refuses, and nothing is asked where nobody could call", async () => {
  expect(await renewWatches(services, null)).toBe(0);
  const { source, server, view } = await watched("sharepoint");
  await services.db.syncWatch.deleteMany({ where: { sourceId: source.sourceId } });
  await services.db.sourceSync.updateMany({
    where: { sourceId: source.sourceId },
    data: { watchTriedAt: null },
  });
  server.fail({ on: "POST /v1.0/subscriptions", status: 403, code: "accessDenied" });
  await renewWatches(services, origin);
  expect((await view()).watch).toMatchObject({
    until: null,
    error: { code: "connector.unreadable-place" },
  });
});

it("whose permissions are to be respected while a run is at work is read by another one at once", async () => {
  const { ctx, begin, server } = await permittedSource(services);
  const source = await begin({ respectsPermissions: false });
  await source.sync();
  const input = { id: source.sourceId };
  await startSync({ ctx, input: startSyncInput.parse(input) });
  const settings = updateSyncInput.parse({ ...input, filters: {}, everyMinutes: 60 });
  await updateSync({ ctx, input: { ...settings, respectsPermissions: true } });
  expect((await viewSync({ ctx, input })).runs).toHaveLength(2);
  await services.drainJobs();
  expect(await startDueSyncs(services)).toBe(1);
  await services.drainJobs();
  const [newest, ...before] = (await viewSync({ ctx, input })).runs;
  expect(newest).toMatchObject({ phase: "finished" });
  expect(before).toHaveLength(2);
  await server.close();
});
