import { createReadStream } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SqlPort } from "@/lib/db/sql";
import { freshDatabase } from "@/lib/testing/database";
import { testServices, uploadText, type TestServices } from "@/lib/testing/services";
import type { WorkspaceContext } from "../context";
import { createWorkflow } from "../workflow/create";
import { deleteWorkflow } from "../workflow/delete";
import { getWorkflow } from "../workflow/get";
import { restoreWorkflow } from "../workflow/restore";
import { saveWorkflow } from "../workflow/save";
import { listStores } from "../store/list";
import { searchStore } from "../store/search";
import { previewChunking } from "../store/preview-chunking";
import { setChunking } from "../store/set-chunking";
import { setEmbedding } from "../store/set-embedding";
import { BATCH_SIZE } from "@/lib/knowledge/ingestion/index-version";
import { createSource } from "../source/create";
import { indexVersion } from "../indexing/index-version";
import { deleteDocuments } from "./delete";
import { listDocuments } from "./list";
import { listDocumentPassages } from "./passages";
import { renameDocument } from "./rename";
import { retryDocuments } from "./retry";
import { uploadDocument } from "./upload";
import { viewDocument } from "./view";

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

/** A workspace with the template's workflow, source and store. */
async function setUp() {
  const ctx = await services.newWorkspace();
  const workflow = await createWorkflow({
    ctx,
    input: { name: "Handbook", template: "answer-from-documents" },
  });
  const [store] = await listStores({ ctx });
  const sourceId = store?.sources[0]?.id ?? "";
  return { ctx, sourceId, storeId: store?.id ?? "", workflowId: workflow.id };
}

async function find(ctx: WorkspaceContext, storeId: string, query: string): Promise<string> {
  const { passages } = await searchStore({
    ctx,
    input: { id: storeId, query, limit: 5 },
    signal: undefined,
  });
  return passages.map((passage) => passage.text).join("\n");
}

async function onlyDocument(ctx: WorkspaceContext) {
  const [document] = (await listDocuments({ ctx, input: {} })).items;
  if (!document) throw new Error("no document");
  return document;
}

const PARKING =
  "# Parking\n\nVisitors park on level two. The garage closes at nine in the evening.\n";

it("is not begun by a file that can't be read, and no process ends with it", async () => {
  const { ctx, sourceId } = await setUp();
  const input = { sourceId, name: "gone.txt", mimeType: "text/plain" };
  const body = createReadStream(`${import.meta.filename}.gone`);
  const { signal } = new AbortController();
  await expect(uploadDocument({ ctx, input, body, signal })).rejects.toMatchObject({
    code: "ENOENT",
  });
  expect((await listDocuments({ ctx, input: {} })).total).toBe(0);
});

describe("a document's life", () => {
  it("goes from queued to searchable, and says so only when it is true", async () => {
    const { ctx, sourceId, storeId } = await setUp();
    const { id } = await uploadText(ctx, { sourceId, name: "parking.md", text: PARKING });
    expect(await onlyDocument(ctx)).toMatchObject({ id, state: "queued", passages: 0 });
    expect(await find(ctx, storeId, "garage")).toBe("");
    await services.drainJobs();
    expect(await onlyDocument(ctx)).toMatchObject({ state: "ready", passages: 1, error: null });
    expect(await find(ctx, storeId, "When does the garage close?")).toContain("closes at nine");
    expect(await listStores({ ctx })).toMatchObject([{ state: "ready", passages: 1 }]);
    const [passage] = (await listDocumentPassages({ ctx, input: { id } })).items;
    const view = await viewDocument({ ctx, input: { id } });
    expect(view.text.slice(passage?.range?.start, passage?.range?.end)).toBe(passage?.text);
    expect(passage?.text).toContain("level two");
  });

  it("keeps one version of the same bytes", async () => {
    const { ctx, sourceId } = await setUp();
    const first = await uploadText(ctx, { sourceId, name: "parking.md", text: PARKING });
    const again = await uploadText(ctx, { sourceId, name: "parking.md", text: PARKING });
    expect(again).toEqual({ id: first.id, duplicateOf: { id: first.id, name: "parking.md" } });
    expect(await services.db.documentVersion.count({ where: { documentId: first.id } })).toBe(1);
  });

  it("answers from the old version until the new one is whole, then only from the new one", async () => {
    const { ctx, sourceId, storeId } = await setUp();
    await uploadText(ctx, { sourceId, name: "parking.md", text: PARKING });
    await services.drainJobs();
    const text = PARKING.replace("nine", "eleven");
    const { id } = await uploadText(ctx, { sourceId, name: "parking.md", text });
    expect(await find(ctx, storeId, "garage closes")).toContain("at nine");
    await services.drainJobs();
    const found = await find(ctx, storeId, "garage closes");
    expect(found).toContain("at eleven");
    expect(found).not.toContain("at nine");
    expect(await services.db.documentVersion.count({ where: { documentId: id } })).toBe(2);
    expect(await onlyDocument(ctx)).toMatchObject({ state: "ready", passages: 1 });
  });

  it("goes with its passages in one step, and its file soon after", async () => {
    const { ctx, sourceId, storeId } = await setUp();
    const { id } = await uploadText(ctx, { sourceId, name: "parking.md", text: PARKING });
    await services.drainJobs();
    const { storageKey } = await services.db.documentVersion.findFirstOrThrow({
      where: { documentId: id },
    });
    expect(await deleteDocuments({ ctx, input: { ids: [id] } })).toEqual({
      deleted: 1,
      passagesRemoved: 1,
    });
    expect(await find(ctx, storeId, "garage")).toBe("");
    expect(await listDocuments({ ctx, input: {} })).toMatchObject({ items: [], total: 0 });
    await services.drainJobs();
    expect(await services.db.document.count({ where: { id } })).toBe(0);
    expect(await services.storage.exists(storageKey)).toBe(false);
  });

  it("says why it can't be read, and tries again when asked", async () => {
    const { ctx, sourceId } = await setUp();
    const { id } = await uploadText(ctx, {
      sourceId,
      name: "broken.pdf",
      text: "%PDF-1.7 but no more",
    });
    await services.drainJobs();
    const failed = await onlyDocument(ctx);
    expect(failed.state).toBe("failed");
    expect(failed.error?.code).toMatch(/^ingestion\./);
    await retryDocuments({ ctx, input: { ids: [id] } });
    expect(await onlyDocument(ctx)).toMatchObject({ state: "queued", error: null });
  });
});

describe("a renamed document", () => {
  const query = "quokka";

  it("goes on answering and is found by its new name, no longer by the old", async () => {
    const { ctx, sourceId, storeId } = await setUp();
    const { id } = await uploadText(ctx, { sourceId, name: "quokka.md", text: PARKING });
    await services.drainJobs();
    expect(await find(ctx, storeId, query)).toContain("garage");
    await renameDocument({ ctx, input: { id, name: "numbat.md" } });
    expect(await onlyDocument(ctx)).toMatchObject({ name: "numbat.md", state: "indexing" });
    expect(await find(ctx, storeId, query)).toContain("garage");
    await services.drainJobs();
    expect(await onlyDocument(ctx)).toMatchObject({ state: "ready", passages: 1 });
    expect(await keywordScores(ctx, storeId, query)).toEqual([]);
    expect(await keywordScores(ctx, storeId, "numbat")).toEqual([expect.any(Number)]);
  });

  it("goes on with its new name where the making of its passages was cut off", async () => {
    const { ctx, sourceId } = await setUp();
    const text = Array.from(
      { length: 2 * BATCH_SIZE + 20 },
      (_, at) =>
        `# Level ${String(at)}\n\nVisitors of level ${String(at)} park on the left side.\n`,
    ).join("\n");
    const { id } = await uploadText(ctx, { sourceId, name: "quokka.md", text });
    await services.drainJobs();
    const { passages } = await onlyDocument(ctx);
    expect(passages).toBeGreaterThan(2 * BATCH_SIZE);
    await renameDocument({ ctx, input: { id, name: "numbat.md" } });

    const { indexId, versionId } = await services.db.indexedVersion.findFirstOrThrow({
      where: { workspaceId: ctx.workspace.id, passages: 0 },
    });
    await expect(
      indexVersion({ ctx: dyingAfterABatch(ctx), input: { indexId, versionId }, signal }),
    ).rejects.toThrow("killed");
    expect(await onlyDocument(ctx)).toMatchObject({
      state: "indexing",
      progress: { done: BATCH_SIZE, total: passages },
    });
    await services.drainJobs();
    expect(await onlyDocument(ctx)).toMatchObject({ state: "ready", passages });
    const rows = await services.sql.query<{ ordinal: number; keywords: string; written: string }>(
      "SELECT ordinal, keywords, written::text FROM search.passage WHERE workspace_id = $1",
      [ctx.workspace.id],
    );
    expect(rows).toHaveLength(passages);
    expect(rows.filter(({ keywords }) => keywords.includes("numbat"))).toHaveLength(passages);
    // The batch that was stored before stays as it is.
    const first = rows.filter(({ ordinal }) => ordinal < BATCH_SIZE);
    const firstWritten = new Set(first.map(({ written }) => written));
    expect(firstWritten.size).toBe(1);
    expect(rows.filter(({ written }) => firstWritten.has(written))).toHaveLength(BATCH_SIZE);
  });

  it("is made anew when the name changes while its passages are made", async () => {
    const { ctx, sourceId, storeId } = await setUp();
    const { id } = await uploadText(ctx, { sourceId, name: "quokka.md", text: PARKING });
    await services.drainJobs();
    await renameDocument({ ctx, input: { id, name: "wombat.md" } });
    const { indexId, versionId } = await services.db.indexedVersion.findFirstOrThrow({
      where: { workspaceId: ctx.workspace.id, state: "queued" },
    });
    let looks = 0;
    // The job looks at what is stored once it has read the name, and again when it begins again.
    const sql: SqlPort = {
      query: async (text, params) => {
        if ((looks += 1) === 1) await renameDocument({ ctx, input: { id, name: "numbat.md" } });
        return ctx.sql.query(text, params);
      },
    };
    await indexVersion({ ctx: { ...ctx, sql }, input: { indexId, versionId }, signal });
    expect(looks).toBe(2);
    expect(await onlyDocument(ctx)).toMatchObject({ state: "ready", passages: 1 });
    expect(await keywordScores(ctx, storeId, "wombat")).toEqual([]);
    expect(await keywordScores(ctx, storeId, "numbat")).toEqual([expect.any(Number)]);
  });
});

const { signal } = new AbortController();

/** As a worker that dies between its first transaction and its second. */
function dyingAfterABatch(ctx: WorkspaceContext): WorkspaceContext {
  let begun = 0;
  const db = new Proxy(ctx.db, {
    get(target, key) {
      if (key === "$transaction" && (begun += 1) > 1) throw new Error("killed");
      return Reflect.get(target, key) as unknown;
    },
  });
  return { ...ctx, db };
}

/** Keyword scores of what is found by words; what only its vector finds has none, or 0. */
async function keywordScores(ctx: WorkspaceContext, storeId: string, query: string) {
  const { passages } = await searchStore({
    ctx,
    input: { id: storeId, query, limit: 5 },
    signal: undefined,
  });
  return passages.flatMap(({ scores }) => scores.keyword || []);
}

describe("standing edges", () => {
  it("keep a store in sync only while the workflow says so", async () => {
    const { ctx, sourceId, storeId, workflowId } = await setUp();
    await uploadText(ctx, { sourceId, name: "parking.md", text: PARKING });
    await services.drainJobs();
    await deleteWorkflow({ ctx, input: { id: workflowId } });
    expect(await find(ctx, storeId, "garage")).toBe("");
    await restoreWorkflow({ ctx, input: { id: workflowId } });
    expect(await find(ctx, storeId, "garage")).toContain("garage");
  });

  it("index what a source held before it was linked", async () => {
    const { ctx, storeId, workflowId } = await setUp();
    const other = await createSource({ ctx, input: { name: "Older files" } });
    await uploadText(ctx, { sourceId: other.id, name: "parking.md", text: PARKING });
    await services.drainJobs();
    expect(await onlyDocument(ctx)).toMatchObject({ state: "stored", passages: 0 });
    await link(ctx, { workflowId, sourceId: other.id });
    expect(await onlyDocument(ctx)).toMatchObject({ state: "indexing" });
    await services.drainJobs();
    expect(await onlyDocument(ctx)).toMatchObject({ state: "ready", passages: 1 });
    expect(await find(ctx, storeId, "garage")).toContain("garage");
  });
});

async function link(ctx: WorkspaceContext, to: { workflowId: string; sourceId: string }) {
  const workflow = await getWorkflow({ ctx, input: { id: to.workflowId } });
  const nodes = workflow.draft.nodes.map((node) =>
    node.type === "files" ? { ...node, params: { ...node.params, sourceId: to.sourceId } } : node,
  );
  await saveWorkflow({
    ctx,
    input: {
      id: workflow.id,
      baseRevision: workflow.revision,
      draft: { ...workflow.draft, nodes },
    },
  });
}

describe("another chunking", () => {
  it("is shown before anything is stored, then built beside the old index until it takes over", async () => {
    const { ctx, sourceId, storeId } = await setUp();
    const text = `${PARKING}\n## Bicycles\n\nBicycles stand in the yard.\n`;
    const { id } = await uploadText(ctx, { sourceId, name: "parking.md", text });
    await services.drainJobs();
    const chunking = { strategy: "heading", unit: "tokens", size: 200, level: 1 } as const;
    const preview = await previewChunking({ ctx, input: { documentId: id, chunking } });
    const view = await viewDocument({ ctx, input: { id } });
    expect(preview).toMatchObject({ total: 1, versionId: view.versionId });
    const [shown] = preview.passages;
    expect(shown).toMatchObject({ headings: ["Parking"], page: null, boxes: [] });
    expect(view.text.slice(shown?.start, shown?.end)).toBe(shown?.text);
    expect(await listStores({ ctx })).toMatchObject([{ passages: 2, state: "ready" }]);

    await setChunking({ ctx, input: { id: storeId, chunking } });
    expect(await listStores({ ctx })).toMatchObject([{ passages: 2, state: "indexing" }]);
    expect(await find(ctx, storeId, "garage")).toContain("garage");
    await services.drainJobs();
    expect(await listStores({ ctx })).toMatchObject([{ passages: 1, state: "ready", chunking }]);
    const [passage] = (await listDocumentPassages({ ctx, input: { id } })).items;
    expect(passage).toMatchObject({ range: { start: shown?.start, end: shown?.end }, boxes: [] });

    // Another embedding leaves the chunking as it is.
    await setEmbedding({
      ctx,
      input: { id: storeId, connectionId: "built-in", model: "built-in" },
    });
    await services.drainJobs();
    expect(await listStores({ ctx })).toMatchObject([{ passages: 1, state: "ready", chunking }]);
  });
});

describe("another embedding", () => {
  it("is built beside the old one, which goes on answering, and takes over when complete", async () => {
    const { ctx, sourceId, storeId } = await setUp();
    await uploadText(ctx, { sourceId, name: "parking.md", text: PARKING });
    await services.drainJobs();
    const before = await services.db.store.findUniqueOrThrow({ where: { id: storeId } });
    await setEmbedding({
      ctx,
      input: { id: storeId, connectionId: "built-in", model: "built-in" },
    });
    expect(await listStores({ ctx })).toMatchObject([{ state: "indexing", passages: 1 }]);
    expect(await find(ctx, storeId, "garage")).toContain("garage");
    await services.drainJobs();
    const after = await services.db.store.findUniqueOrThrow({ where: { id: storeId } });
    expect(after.activeIndexId).not.toBe(before.activeIndexId);
    expect(await find(ctx, storeId, "garage")).toContain("garage");
    expect(await services.db.storeIndex.count({ where: { storeId } })).toBe(1);
    expect(await listStores({ ctx })).toMatchObject([{ state: "ready", passages: 1 }]);
  });
});
