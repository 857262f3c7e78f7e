import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listSources } from "@/lib/services/source/list";
import { freshDatabase } from "@/lib/testing/database";
import { testServices, type TestServices } from "@/lib/testing/services";
import { BUCKET, syncedSource, type SyncedSource } from "@/lib/testing/synced-source";
import { deleteDocuments } from "../document/delete";
import { listDocuments } from "../document/list";
import { deleteSource } from "../source/delete";
import { listSourceConnections } from "../source-connection/list";
import { updateSourceConnection } from "../source-connection/update";
import { nextTime } from "@/lib/knowledge/sync/next-time";
import { cancelSync } from "./cancel";
import { listSyncOutcomes } from "./outcomes";
import { startDueSyncs } from "./start-due";
import { updateSync } from "./update";
import { viewSync } from "./view";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let source: SyncedSource;

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
});
beforeEach(async () => {
  source = await syncedSource(services, { pageSize: 2 });
});
afterAll(async () => {
  await services.close();
  await database.stop();
});

const put = (key: string, text: string) => source.s3.put(BUCKET, key, text);
const many = (count: number) => {
  for (let index = 0; index < count; index++)
    put(`f${String(index)}.txt`, `Text ${String(index)}.`);
};
const outcomes = async (runId: string) => {
  const listed = await listSyncOutcomes({
    ctx: source.ctx,
    input: { runId, outcome: null },
  });
  return listed.outcomes;
};
const view = () => viewSync({ ctx: source.ctx, input: { id: source.sourceId } });
const whenDue = async () => {
  await services.db.sourceSync.update({
    where: { sourceId: source.sourceId },
    data: { nextAt: new Date(0) },
  });
  await startDueSyncs(services);
  await services.drainJobs();
};
const downloads = () => source.s3.calls.filter((call) => call.startsWith("get "));
const passages = async () => {
  const [row] = await services.sql.query<{ count: number }>(
    `select count(*)::integer as count from search.passage where source_id = $1`,
    [source.sourceId],
  );
  return row?.count ?? 0;
};

describe("what is at the source", () => {
  it("is what answers come from: made, changed, removed", async () => {
    put("a.txt", "Visitors park on level two.");
    put("sub/b.txt", "The office closes at six.");
    expect(await source.sync()).toMatchObject({ phase: "finished", added: 2 });
    expect(await source.texts()).toEqual({
      "a.txt": "Visitors park on level two.",
      "sub/b.txt": "The office closes at six.",
    });
    put("a.txt", "Visitors park on level three.");
    source.s3.remove(BUCKET, "sub/b.txt");
    put("c.txt", "Badges cost twelve euros.");
    expect(await source.sync()).toMatchObject({ added: 1, changed: 1, removed: 1 });
    expect(await source.texts()).toEqual({
      "a.txt": "Visitors park on level three.",
      "c.txt": "Badges cost twelve euros.",
    });
    expect(await passages()).toBe(2);
  });

  it("is listed with how fresh it is", async () => {
    const freshness = async () => {
      const sources = await listSources({ ctx: source.ctx });
      return sources.map(({ type, sync }) => [type, sync]);
    };
    expect(await freshness()).toContainEqual(["s3", { at: null, running: true, failing: false }]);
    await services.drainJobs();
    const { endedAt } = (await view()).runs[0] ?? {};
    expect(await freshness()).toContainEqual([
      "s3",
      { at: endedAt, running: false, failing: false },
    ]);
  });

  it("says of a file that came but can't be read why nothing is answered from it", async () => {
    put("a.txt", "Visitors park on level two.");
    put("broken.pdf", "%PDF-1.7 and nothing more");
    const run = await source.sync();
    expect(run).toMatchObject({ added: 2, failed: 0 });
    const unread = (await outcomes(run.id)).map(({ name, unread }) => [name, unread?.code ?? null]);
    expect(Object.fromEntries(unread)).toEqual({
      "a.txt": null,
      "broken.pdf": expect.stringMatching(/^ingestion\./) as string,
    });
  });

  it("51. object deleted, and restored: the index follows", async () => {
    put("a.txt", "Visitors park on level two.");
    await source.sync();
    source.s3.remove(BUCKET, "a.txt");
    expect(await source.sync()).toMatchObject({ removed: 1 });
    expect(await passages()).toBe(0);
    put("a.txt", "Visitors park on level two.");
    expect(await source.sync()).toMatchObject({ added: 1 });
    expect(await source.texts()).toEqual({ "a.txt": "Visitors park on level two." });
  });

  it("52. overwritten in the same second with the same size is read anew, copied onto itself is not", async () => {
    const modifiedAt = new Date(1_700_000_000_000);
    put("a.txt", "Level 2.");
    source.s3.describe(BUCKET, "a.txt", { modifiedAt });
    await source.sync();
    put("a.txt", "Level 3.");
    source.s3.describe(BUCKET, "a.txt", { modifiedAt });
    expect(await source.sync()).toMatchObject({ changed: 1 });
    expect(await source.texts()).toEqual({ "a.txt": "Level 3." });
    source.s3.describe(BUCKET, "a.txt", { etag: '"another-1"' });
    expect(await source.sync()).toMatchObject({ changed: 0, added: 0, failed: 0 });
    expect(
      await services.db.documentVersion.count({
        where: { document: { sourceId: source.sourceId } },
      }),
    ).toBe(2);
  });

  it("54. keeps its documents from run to run: nothing twice, nothing fetched twice", async () => {
    many(5);
    await source.sync();
    const before = await services.db.document.findMany({
      where: { sourceId: source.sourceId },
      orderBy: { name: "asc" },
      select: { id: true, name: true },
    });
    const fetched = downloads().length;
    expect(await source.sync()).toMatchObject({ added: 0, changed: 0, removed: 0, toFetch: 0 });
    await source.sync({ fromStart: true });
    expect(downloads().length).toBe(fetched);
    expect(
      await services.db.document.findMany({
        where: { sourceId: source.sourceId },
        orderBy: { name: "asc" },
        select: { id: true, name: true },
      }),
    ).toEqual(before);
  });

  it("20. may have the same name in two folders, and the same content twice", async () => {
    put("a/same.txt", "The same text.");
    put("b/same.txt", "The same text.");
    await source.sync();
    expect(Object.keys(await source.texts())).toEqual(["a/same.txt", "b/same.txt"]);
    source.s3.remove(BUCKET, "a/same.txt");
    await source.sync();
    expect(await source.texts()).toEqual({ "b/same.txt": "The same text." });
  });

  it("is taken by patterns and up to a size, and given back when they change", async () => {
    put("a.txt", "A text.");
    put("drafts/b.txt", "A draft.");
    put("large.txt", "x".repeat(5000));
    await source.sync();
    const filters = { include: [], exclude: ["drafts/**"], maxBytes: 1000 };
    await updateSync({
      ctx: source.ctx,
      input: { id: source.sourceId, filters, everyMinutes: 60 },
    });
    put("large.txt", "y".repeat(5001));
    const run = await source.sync();
    expect(run).toMatchObject({ removed: 1, skipped: 1 });
    expect(await outcomes(run.id)).toMatchObject([
      { name: "large.txt", outcome: "skipped", error: { params: { reason: "size" } } },
      { name: "b.txt", folder: "drafts", outcome: "removed" },
    ]);
    expect(await source.sync()).toMatchObject({ skipped: 0 });
  });
});

describe("an error", () => {
  beforeEach(async () => {
    many(5);
    await source.sync();
    source.s3.calls.length = 0;
  });

  it.each(["server-error", "cut", "garbage", "empty"] as const)(
    "8, 12. in the middle of a listing goes on with the next page and removes nothing: %s",
    async (how) => {
      put("new.txt", "A new text.");
      source.s3.fail({ how, after: 1 });
      expect(await source.sync()).toMatchObject({ phase: "finished", added: 1, removed: 0 });
      expect(Object.keys(await source.texts())).toHaveLength(6);
    },
  );

  it("13. that lasts ends the run, is told, and removes nothing", async () => {
    source.s3.fail({ how: "denied", times: 100 });
    expect(await source.sync()).toMatchObject({
      phase: "failed",
      removed: 0,
      error: { code: "connector.unreadable-place", params: { reason: "forbidden" } },
    });
    expect(Object.keys(await source.texts())).toHaveLength(5);
    expect(await view()).toMatchObject({ failures: 1, failing: false });
    await source.sync();
    await source.sync();
    expect(await view()).toMatchObject({ failures: 3, failing: true });
    expect((await listSourceConnections({ ctx: source.ctx }))[0]).toMatchObject({ failing: true });
  });

  it("13. of a bucket that is gone removes nothing", async () => {
    source.s3.buckets.delete(BUCKET);
    expect(await source.sync()).toMatchObject({
      phase: "failed",
      error: { params: { reason: "missing" } },
    });
    expect(Object.keys(await source.texts())).toHaveLength(5);
  });

  it("of one file is told with its reason and stops no other; the old content stays", async () => {
    put("f3.txt", "Changed three.");
    put("f4.txt", "Changed four.");
    source.s3.fail({ how: "denied", on: "download", key: "f3.txt" });
    const run = await source.sync();
    expect(run).toMatchObject({ phase: "finished", changed: 1, failed: 1 });
    expect((await outcomes(run.id)).find(({ outcome }) => outcome === "failed")).toMatchObject({
      name: "f3.txt",
      error: { code: "connector.item-refused", params: { reason: "forbidden" } },
    });
    expect(await source.texts()).toMatchObject({ "f3.txt": "Text 3.", "f4.txt": "Changed four." });
    // The schedule leaves it alone for a while; whoever asks for a sync gets it.
    const before = downloads().length;
    await whenDue();
    expect(downloads()).toHaveLength(before);
    expect(await source.sync()).toMatchObject({ changed: 1, failed: 0 });
    expect(await source.texts()).toMatchObject({ "f3.txt": "Changed three." });
  });

  it("18. that cuts a download short is tried again, and stores no shorter file", async () => {
    put("f3.txt", `${"Long text. ".repeat(400)}The end.`);
    source.s3.fail({ how: "cut", on: "download", key: "f3.txt" });
    expect(await source.sync()).toMatchObject({ changed: 1, failed: 0 });
    expect((await source.texts())["f3.txt"]).toMatch(/The end\.$/);
  });

  it("10. that asks to be left alone pauses every call, and the run goes on afterwards", async () => {
    put("f3.txt", "Changed three.");
    source.s3.fail({ how: "throttle", after: 1 });
    expect(await source.sync()).toMatchObject({ phase: "finished", changed: 1, removed: 0 });
    source.s3.calls.length = 0;
    put("f3.txt", "Changed again.");
    put("f4.txt", "Changed too.");
    source.s3.fail({ how: "throttle", on: "download" });
    expect(await source.sync()).toMatchObject({ phase: "finished", changed: 2, failed: 0 });
    // Its three pages were not listed a second time.
    expect(source.s3.calls.filter((call) => call.startsWith("list"))).toHaveLength(3);
  });

  it("16. about the key asks an admin to connect again, without trying on and on", async () => {
    await services.db.sourceSync.update({
      where: { sourceId: source.sourceId },
      data: { everyMinutes: 5 },
    });
    await updateSourceConnection({
      ctx: source.ctx,
      input: {
        id: source.connectionId,
        values: {
          accessKeyId: "AKIAGONE",
          region: "eu-central-1",
          endpoint: source.s3.endpoint,
        },
      },
    });
    expect(await source.sync()).toMatchObject({
      phase: "failed",
      error: { code: "connector.reconnect" },
    });
    expect(source.s3.calls).toHaveLength(1);
    expect(Object.keys(await source.texts())).toHaveLength(5);
    const [connection] = await listSourceConnections({ ctx: source.ctx });
    expect(connection?.error).toMatchObject({ code: "connector.reconnect" });
    await services.db.sourceSync.update({
      where: { sourceId: source.sourceId },
      data: { nextAt: new Date(0) },
    });
    await startDueSyncs(services);
    expect((await view()).runs.filter(({ endedAt }) => endedAt === null)).toEqual([]);
  });
});

describe("many removals at once", () => {
  it("wait for somebody to agree, or for the files to be back; a few need nobody", async () => {
    many(60);
    await source.sync();
    const objects = new Map(source.s3.buckets.get(BUCKET));
    source.s3.buckets.set(BUCKET, new Map());
    expect(await source.sync()).toMatchObject({ held: 60, removed: 0 });
    source.s3.buckets.set(BUCKET, objects);
    expect(await source.sync()).toMatchObject({ held: 0, removed: 0, added: 0, changed: 0 });
    expect(Object.keys(await source.texts())).toHaveLength(60);
    for (let index = 0; index < 51; index++) source.s3.remove(BUCKET, `f${String(index)}.txt`);
    put("new.txt", "A new text.");
    expect(await source.sync()).toMatchObject({ held: 51, removed: 0, added: 1 });
    expect(Object.keys(await source.texts())).toHaveLength(61);
    expect(await source.sync({ confirmed: true })).toMatchObject({ held: 0, removed: 51 });
    expect(Object.keys(await source.texts())).toHaveLength(10);
    for (let index = 51; index < 60; index++) source.s3.remove(BUCKET, `f${String(index)}.txt`);
    expect(await source.sync()).toMatchObject({ held: 0, removed: 9 });
  });
});

describe("people", () => {
  it("who delete a document here find it again only once it changes there", async () => {
    put("a.txt", "Visitors park on level two.");
    await source.sync();
    const { items } = await listDocuments({
      ctx: source.ctx,
      input: { sourceId: source.sourceId },
    });
    await deleteDocuments({ ctx: source.ctx, input: { ids: items.map(({ id }) => id) } });
    await source.sync();
    expect(await source.texts()).toEqual({});
    put("a.txt", "Visitors park on level three.");
    await source.sync();
    expect(await source.texts()).toEqual({ "a.txt": "Visitors park on level three." });
  });

  it("who cancel end the run; the next one goes on", async () => {
    many(5);
    await cancelSync({ ctx: source.ctx, input: { id: source.sourceId } });
    await services.drainJobs();
    expect((await view()).runs[0]).toMatchObject({ phase: "cancelled", removed: 0 });
    expect(await source.sync()).toMatchObject({ phase: "finished", added: 5 });
  });

  it("who delete the source take all of it along", async () => {
    many(3);
    await source.sync();
    await deleteSource({ ctx: source.ctx, input: { id: source.sourceId } });
    await services.drainJobs();
    expect(await passages()).toBe(0);
    expect(await services.db.syncItem.count({ where: { sourceId: source.sourceId } })).toBe(0);
    await expect(view()).rejects.toMatchObject({ code: "sync.not-found" });
  });

  it("who set a schedule get a run when it is due, and one at a time", async () => {
    many(2);
    await source.sync();
    const filters = { include: [], exclude: [], maxBytes: 1000 };
    await updateSync({ ctx: source.ctx, input: { id: source.sourceId, filters, everyMinutes: 5 } });
    expect(await startDueSyncs(services)).toBe(0);
    await services.db.sourceSync.update({
      where: { sourceId: source.sourceId },
      data: { nextAt: new Date(0) },
    });
    await Promise.all([startDueSyncs(services), startDueSyncs(services)]);
    expect((await view()).runs.filter(({ endedAt }) => endedAt === null)).toHaveLength(1);
    await services.drainJobs();
    const { runs, nextAt } = await view();
    expect(runs[0]).toMatchObject({ phase: "finished" });
    expect(nextAt && nextAt > new Date()).toBe(true);
  });

  it("follows times of day in the place that was chosen", async () => {
    put("a.txt", "Text.");
    const input = {
      id: source.sourceId,
      filters: { include: [], exclude: [], maxBytes: 1000 },
      everyMinutes: null,
    };
    const atTimes = { times: ["02:30", "07:30"], days: [7], zone: "Europe/Berlin" };
    await updateSync({ ctx: source.ctx, input: { ...input, atTimes } });
    const due = nextTime(atTimes, new Date());
    expect(await view()).toMatchObject({ atTimes, everyMinutes: null, nextAt: due });
    await source.sync();
    expect(await view()).toMatchObject({ nextAt: due });
    await updateSync({ ctx: source.ctx, input });
    expect(await view()).toMatchObject({ atTimes: null, nextAt: null });
  });
});
