import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWebSite } from "@/e2e/servers/web-site/server";
import { QUEUE_SCHEMA } from "@/lib/jobs/queue";
import { jobHandlers } from "@/lib/jobs/registry.server";
import { settleLostJobs } from "@/lib/jobs/work";
import { freshDatabase } from "@/lib/testing/database";
import { testServices, type TestServices } from "@/lib/testing/services";
import { BUCKET, linkSource, syncedSource, textsOf, unreadOf } from "@/lib/testing/synced-source";
import { allowHost } from "../network/allow";
import { createSourceConnection } from "../source-connection/create";
import { createStore } from "../store/create";
import { createSync, createSyncInput } from "./create";
import { runSync } from "./run";
import { startSync, startSyncInput } from "./start";

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

/** Does what is queued of reading, and nothing of indexing. */
async function readFirst(): Promise<void> {
  const [job] = await services.sql.query<{ id: string; data: unknown }>(
    `select id, data from ${QUEUE_SCHEMA}.job where name = 'read-version' and state = 'created'`,
    [],
  );
  if (!job) throw new Error("nothing to read");
  await jobHandlers["read-version"].run(services, job.data, new AbortController().signal);
  await services.sql.query(`delete from ${QUEUE_SCHEMA}.job where id = $1::uuid`, [job.id]);
}

/** As the queue says of jobs whose workers died as often as they are tried. */
async function loseJobs(name: string): Promise<void> {
  await services.sql.query(
    `update ${QUEUE_SCHEMA}.job set state = 'failed' where name = $1 and state = 'created'`,
    [name],
  );
  expect(await settleLostJobs({ services })).toBe(1);
}

/** A source with one file that was synced, and edited since. */
async function editedFile() {
  const source = await syncedSource(services);
  source.s3.put(BUCKET, "Holiday.txt", "28 days.");
  await source.sync();
  source.s3.put(BUCKET, "Holiday.txt", "30 days.");
  const { ctx, sourceId } = source;
  return {
    ...source,
    start: () => startSync({ ctx, input: startSyncInput.parse({ id: sourceId }) }),
    unread: () => unreadOf(services, { workspaceId: ctx.workspace.id, sourceId }),
  };
}

describe("an edited file is answered from in its new text", () => {
  it("though the worker lost its database when that had stored it and not yet said so", async () => {
    const source = await editedFile();
    await source.start();
    const stored = [`INSERT INTO "public"."DocumentVersion"`, "COMMIT"];
    expect(await services.drainJobsAndDie(stored)).toBe(true);
    await source.sync();
    expect(await source.unread()).toEqual({});
    expect(await source.texts()).toEqual({ "Holiday.txt": "30 days." });
    await source.s3.close();
  });

  it.each(["read-version", "index-version"])(
    "after its %s took every worker down that it was given to",
    async (job) => {
      const source = await editedFile();
      const { ctx } = source;
      await source.start();
      const [run] = await services.db.syncRun.findMany({
        where: { workspaceId: ctx.workspace.id, endedAt: null },
      });
      await runSync({ ctx, input: { runId: run?.id ?? "" }, signal: new AbortController().signal });
      if (job === "index-version") await readFirst();
      await loseJobs(job);
      expect(await source.unread()).toMatchObject({
        "Holiday.txt": { error: { code: "job.lost" } },
      });
      expect(await source.texts()).toEqual({ "Holiday.txt": "28 days." });
      expect(await source.sync()).toMatchObject({ phase: "finished", changed: 0 });
      expect(await source.unread()).toEqual({});
      expect(await source.texts()).toEqual({ "Holiday.txt": "30 days." });
      await source.s3.close();
    },
  );

  it("after its bytes were lost before they were read", async () => {
    const source = await editedFile();
    const { ctx } = source;
    await source.start();
    const inserted = [`INSERT INTO "public"."DocumentVersion"`, "COMMIT"];
    expect(await services.drainJobsAndDie(inserted)).toBe(true);
    const versions = await services.db.documentVersion.findMany({
      where: { workspaceId: ctx.workspace.id, parsedAt: null },
    });
    for (const { storageKey } of versions) await services.storage.delete(storageKey);
    await services.drainJobs();
    expect(await source.unread()).toMatchObject({
      "Holiday.txt": { error: { code: "storage.missing" } },
    });
    await source.sync();
    expect(await source.unread()).toEqual({});
    expect(await source.texts()).toEqual({ "Holiday.txt": "30 days." });
    await source.s3.close();
  });
});

describe("a site that is followed by its links", () => {
  /** Of so many pages, which the first one leads to. */
  async function followedSite(count: number) {
    const ctx = await services.newWorkspace();
    const site = await startWebSite();
    const paths = Array.from({ length: count }, (_, index) => `/p${String(index)}.txt`);
    site.put("/", `<p>Home</p>${paths.map((path) => `<a href="${path}">${path}</a>`).join("")}`);
    for (const path of paths) site.put(path, `The text of ${path}.`);
    await allowHost({ ctx, input: { host: "127.0.0.1", port: site.port } });
    const { id: connectionId } = await createSourceConnection({
      ctx,
      input: { type: "web", name: "Site", method: "site", values: { address: site.origin } },
    });
    const { id: storeId } = await createStore({ ctx, input: { name: "Everything" } });
    const { id: sourceId } = await createSync({
      ctx,
      input: createSyncInput.parse({
        connectionId,
        name: "Site",
        scope: JSON.stringify({ path: "/" }),
        label: "Site",
        filters: {},
        everyMinutes: null,
      }),
    });
    await linkSource(services, ctx, { storeId, sourceId });
    return { ctx, site, sourceId };
  }

  it("is not looked at from the beginning again after the worker died", async () => {
    const { ctx, site, sourceId } = await followedSite(70);
    await startSync({ ctx, input: startSyncInput.parse({ id: sourceId }) });
    const onePage = [`update "SourceSync" set cursor`, "COMMIT"];
    expect(await services.drainJobsAndDie(onePage)).toBe(true);
    const looked = site.calls.filter((path) => path.startsWith("/p")).length;
    expect(looked).toBeLessThan(70);
    site.calls.length = 0;
    await services.drainJobs();
    const texts = await textsOf(services, { workspaceId: ctx.workspace.id, sourceId });
    expect(Object.keys(texts)).toHaveLength(71);
    // Each is fetched once, and what was not looked at before its first look.
    expect(site.calls.filter((path) => path.startsWith("/p")).length).toBe(70 + 70 - 49);
    await site.close();
  });
});
