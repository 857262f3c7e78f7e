import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EMBEDDING_MODEL, startModelApi, type ModelApi } from "@/e2e/servers/model-api/server";
import { freshDatabase } from "@/lib/testing/database";
import { answeringWorkspace, PARKING } from "@/lib/testing/knowledge";
import { testServices, uploadText, type TestServices } from "@/lib/testing/services";
import { createConnection } from "../connection/create";
import type { WorkspaceContext } from "../context";
import { allowHost } from "../network/allow";
import { setEmbedding } from "../store/set-embedding";
import { cancelDocuments } from "./cancel";
import { deleteDocuments } from "./delete";
import { listDocuments } from "./list";
import { documentsOverview } from "./overview";
import { pauseDocuments } from "./pause";
import { listReceipts } from "./receipts";
import { resumeDocuments } from "./resume";
import { retryDocuments } from "./retry";

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

async function stateOf(ctx: WorkspaceContext, id: string) {
  const { items } = await listDocuments({ ctx, input: {} });
  const found = items.find((document) => document.id === id);
  if (!found) throw new Error("no such document");
  return found;
}

describe("a document that is not made ready", () => {
  it("is skipped, with the reason, when it is of no readable type or without text", async () => {
    const { ctx, sourceId } = await answeringWorkspace(services);
    const odd = await uploadText(ctx, { sourceId, name: "a.bin", text: "\0\u0001\u0002\0" });
    const blank = await uploadText(ctx, { sourceId, name: "b.txt", text: " \n \n" });
    await services.drainJobs();
    expect(await stateOf(ctx, odd.id)).toMatchObject({
      state: "skipped",
      error: { code: "ingestion.unsupported" },
    });
    expect(await stateOf(ctx, blank.id)).toMatchObject({
      state: "skipped",
      error: { code: "ingestion.no-text" },
      passages: 0,
    });
  });

  it("is noted as a duplicate, and read when asked all the same", async () => {
    const { ctx, sourceId, documentId } = await answeringWorkspace(services);
    const copy = await uploadText(ctx, { sourceId, name: "copy.md", text: PARKING });
    expect(copy).toMatchObject({ duplicateOf: { id: documentId, name: "parking.md" } });
    await services.drainJobs();
    expect(await stateOf(ctx, copy.id)).toMatchObject({
      state: "skipped",
      error: { code: "document.duplicate", params: { name: "parking.md" } },
    });
    await retryDocuments({ ctx, input: { ids: [copy.id] } });
    await services.drainJobs();
    expect(await stateOf(ctx, copy.id)).toMatchObject({ state: "ready", passages: 2 });
  });
});

describe("work that people steer", () => {
  it("stands still while paused and goes on where it was", async () => {
    const { ctx, sourceId, documentId } = await answeringWorkspace(services);
    const { id } = await uploadText(ctx, { sourceId, name: "more.md", text: `${PARKING} More.` });
    const filter = { sourceId };
    expect(await pauseDocuments({ ctx, input: { filter } })).toEqual({ changed: 1 });
    await services.drainJobs();
    expect(await stateOf(ctx, id)).toMatchObject({ state: "paused", passages: 0 });
    expect(await stateOf(ctx, documentId)).toMatchObject({ state: "ready" });
    expect(await resumeDocuments({ ctx, input: { filter } })).toEqual({ changed: 1 });
    await services.drainJobs();
    expect(await stateOf(ctx, id)).toMatchObject({ state: "ready", passages: 2 });
  });

  it("is given up until somebody tries again, while the old version answers", async () => {
    const { ctx, sourceId, documentId } = await answeringWorkspace(services);
    const text = PARKING.replace("nine", "ten");
    await uploadText(ctx, { sourceId, name: "parking.md", text });
    expect(await cancelDocuments({ ctx, input: { ids: [documentId] } })).toEqual({ changed: 1 });
    await services.drainJobs();
    expect(await stateOf(ctx, documentId)).toMatchObject({
      state: "skipped",
      error: { code: "document.cancelled" },
    });
    const row = await services.db.document.findUniqueOrThrow({
      where: { id: documentId },
      include: { currentVersion: true },
    });
    expect(row.currentVersion?.number).toBe(1);
    await retryDocuments({ ctx, input: { filter: { states: ["skipped"] } } });
    await services.drainJobs();
    expect(await stateOf(ctx, documentId)).toMatchObject({ state: "ready", error: null });
  });

  it("refuses ids that aren't there as a whole", async () => {
    const { ctx, documentId } = await answeringWorkspace(services);
    const input = { ids: [documentId, "another"] };
    await expect(deleteDocuments({ ctx, input })).rejects.toMatchObject({
      code: "document.not-found",
    });
    expect(await stateOf(ctx, documentId)).toMatchObject({ state: "ready" });
  });

  it("leaves a receipt of what is deleted, which tells when all of it is gone", async () => {
    const { ctx, documentId } = await answeringWorkspace(services);
    await deleteDocuments({ ctx, input: { ids: [documentId] } });
    const receipt = async () => (await listReceipts({ ctx, input: {} })).items[0];
    expect(await receipt()).toMatchObject({
      documentId,
      documentName: "parking.md",
      deletedBy: "Pat Person",
      versions: 1,
      passages: 2,
      purgedAt: null,
    });
    await services.drainJobs();
    expect((await receipt())?.purgedAt).toBeInstanceOf(Date);
  });
});

describe("a busy embedding model", () => {
  let api: ModelApi;
  beforeAll(async () => {
    api = await startModelApi();
  });
  afterAll(() => api.close());

  async function embeddedByApi() {
    const world = await answeringWorkspace(services);
    const { ctx, storeId } = world;
    await allowHost({ ctx, input: { host: "127.0.0.1", port: api.port } });
    const connection = await createConnection({
      ctx,
      input: {
        provider: "openai-compatible",
        name: "Test model",
        baseUrl: api.baseUrl,
        apiKey: api.apiKey,
      },
    });
    const input = { id: storeId, connectionId: connection.id, model: EMBEDDING_MODEL };
    await setEmbedding({ ctx, input });
    await services.drainJobs();
    return { ...world, connectionId: connection.id };
  }

  it("is left alone by all its jobs until the time it named, and told of", async () => {
    const { ctx, sourceId } = await embeddedByApi();
    for (const name of ["a.md", "b.md", "c.md"]) {
      await uploadText(ctx, { sourceId, name, text: `${PARKING} ${name}` });
    }
    const before = api.calls.length;
    // Two lanes may have called before the first refusal was noted.
    api.control({ fail: { mode: "rate-limited", times: 2, retryAfterSeconds: 4 } });
    const drained = services.drainJobs();
    const waiting = async () =>
      (await listDocuments({ ctx, input: { states: ["waiting"] } })).items;
    await expect.poll(async () => (await waiting()).length, { timeout: 30_000 }).toBe(3);
    const [document] = await waiting();
    expect(document?.error?.code).toBe("model.rate-limited");
    expect(document?.waitingUntil?.getTime()).toBeGreaterThan(Date.now());
    expect(api.calls.length - before).toBeLessThanOrEqual(2);
    await drained;
    const { counts } = await documentsOverview({ ctx, input: {} });
    expect(counts).toEqual({ ready: 4 });
    expect(await services.db.modelWait.count({ where: { workspaceId: ctx.workspace.id } })).toBe(0);
  });

  it("fails documents, with what to do, when it was waited for long enough", async () => {
    const { ctx, sourceId, connectionId } = await embeddedByApi();
    const { id } = await uploadText(ctx, { sourceId, name: "a.md", text: `${PARKING} again` });
    await services.db.modelWait.create({
      data: {
        connectionId,
        workspaceId: ctx.workspace.id,
        attempts: 9,
        since: new Date(Date.now() - 40 * 60_000),
        until: new Date(Date.now() - 1000),
        error: {},
      },
    });
    api.control({ reset: true, fail: { mode: "server-error" } });
    await services.drainJobs();
    expect(await stateOf(ctx, id)).toMatchObject({
      state: "failed",
      error: { code: "indexing.model-unavailable", params: { minutes: 30 } },
    });
    await retryDocuments({ ctx, input: { ids: [id] } });
    await services.drainJobs();
    expect(await stateOf(ctx, id)).toMatchObject({ state: "ready" });
  });
});
