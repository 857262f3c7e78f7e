import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "@/lib/testing/database";
import { answeringWorkspace, changeNodes } from "@/lib/testing/knowledge";
import { testServices, uploadText, type TestServices } from "@/lib/testing/services";
import type { WorkspaceContext } from "../context";
import { excludePassage } from "../correction/exclude";
import { undoCorrection } from "../correction/undo";
import { listDocumentPassages } from "../document/passages";
import { viewDocument } from "../document/view";
import { buildIndex } from "../indexing/build-index";
import { indexVersion } from "../indexing/index-version";
import { readVersion } from "../indexing/read-version";
import { startRun } from "../run/start";
import { sourceUsage } from "../source/usage";
import { createWorkflow } from "../workflow/create";
import { deleteWorkflow } from "../workflow/delete";
import { cancelRebuild } from "./cancel-rebuild";
import { chunkingCost } from "./chunking-cost";
import { createStore } from "./create";
import { deleteStore } from "./delete";
import { listStoreDetails } from "./details";
import { listStores } from "./list";
import { previewChunking } from "./preview-chunking";
import { searchStore } from "./search";
import { setChunking } from "./set-chunking";

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

const ROOMS = Array.from(
  { length: 24 },
  (_, at) => `Room ${String(at + 1)} seats ${String(10 + at)} people and faces the yard.`,
).join(" ");
const LIFTS = `# Lifts\n\nThe lifts stop at midnight. They are serviced every second Tuesday. ${ROOMS}\n`;
const PARENT = { strategy: "parent", unit: "tokens", size: 16, parent: 200 } as const;
const HEADINGS = { strategy: "heading", unit: "tokens", size: 200, level: 1 } as const;

const ask = (ctx: WorkspaceContext, id: string, query: string) =>
  searchStore({ ctx, input: { id, query, limit: 8 }, signal: undefined });

async function answerOf(ctx: WorkspaceContext, workflowId: string, question: string) {
  const { runId } = await startRun({ ctx, input: { workflowId, question } });
  const run = () => services.db.run.findUniqueOrThrow({ where: { id: runId } });
  await expect.poll(async () => (await run()).status, { timeout: 20_000 }).toBe("finished");
  return (await run()).output as {
    outcome: string;
    citations: { documentId: string; start: number; end: number; quote: string }[];
  };
}

describe("small passages within larger ones", () => {
  it("are what is searched; the larger ones are handed on, once each, and cited exactly", async () => {
    const { ctx, sourceId, storeId, workflowId } = await answeringWorkspace(services);
    const { id } = await uploadText(ctx, { sourceId, name: "lifts.md", text: LIFTS });
    await setChunking({ ctx, input: { id: storeId, chunking: PARENT } });
    await services.drainJobs();
    expect(await listStores({ ctx })).toMatchObject([{ state: "ready", chunking: PARENT }]);

    const { text } = await viewDocument({ ctx, input: { id } });
    const preview = await previewChunking({ ctx, input: { documentId: id, chunking: PARENT } });
    const { items } = await listDocumentPassages({ ctx, input: { id } });
    expect(items.map(({ range }) => range)).toEqual(
      preview.passages.map(({ start, end }) => ({ start, end })),
    );
    expect(items.length).toBeGreaterThan(10);
    const parents = new Set(preview.passages.map(({ parent }) => parent?.start));
    expect(parents.size).toBeLessThan(items.length / 4);

    const { passages } = await ask(ctx, storeId, "When do the lifts stop at midnight?");
    const [best] = passages;
    expect(best?.documentId).toBe(id);
    expect(best?.text).toBe(text.slice(best?.start, best?.end));
    expect(text.slice(best?.match?.start, best?.match?.end)).toContain("stop at midnight");
    expect(best?.text.length).toBeGreaterThan(4 * "The lifts stop at midnight.".length);
    const handedOn = passages.filter((one) => one.documentId === id).map(({ start }) => start);
    expect(new Set(handedOn).size).toBe(handedOn.length);

    const { outcome, citations } = await answerOf(ctx, workflowId, "When do the lifts stop?");
    expect(outcome).toBe("answered");
    expect(citations.map(({ documentId }) => documentId)).toContain(id);
    for (const { start, end, quote, documentId } of citations) {
      const cited = await viewDocument({ ctx, input: { id: documentId } });
      expect(cited.text.slice(start, end)).toBe(quote);
    }
  });
});

describe("what is excluded from a larger passage", () => {
  it("is handed on with none of its neighbours, from the same moment on", async () => {
    const { ctx, sourceId, storeId } = await answeringWorkspace(services);
    const { id } = await uploadText(ctx, { sourceId, name: "lifts.md", text: LIFTS });
    await setChunking({ ctx, input: { id: storeId, chunking: PARENT } });
    await services.drainJobs();
    const { items, versionId } = await listDocumentPassages({ ctx, input: { id } });
    const secret = "Room 6 seats 15 people";
    const { range } = items.find((item) => item.text.includes(secret)) ?? {};
    const neighbours = async () => {
      const { passages } = await ask(ctx, storeId, "Which room seats 14, 15 or 16 people?");
      const { text } = await viewDocument({ ctx, input: { id } });
      const own = passages.filter(({ documentId }) => documentId === id);
      for (const one of own) expect(one.text).toBe(text.slice(one.start, one.end));
      return own.map((one) => one.text).join("\n");
    };
    expect(await neighbours()).toContain(secret);

    if (!range || !versionId) throw new Error("nothing is said of room 6");
    const target = { versionId, ...range };
    const correction = await excludePassage({ ctx, input: { documentId: id, target } });
    expect(await neighbours()).not.toContain(secret);
    expect(await neighbours()).toContain("Room 7");
    await services.drainJobs();
    const after = await neighbours();
    expect(after).not.toContain(secret);
    // What is left of the larger passage is handed on again.
    expect(after).toContain("Room 7 seats 16 people and faces the yard. Room 8");
    await undoCorrection({ ctx, input: { documentId: id, id: correction.id ?? "" } });
    await services.drainJobs();
    expect(await neighbours()).toContain(`yard. ${secret}`);
  });
});

describe("another way to cut", () => {
  it("says what it would take, and takes just that", async () => {
    const { ctx, storeId } = await answeringWorkspace(services);
    const cost = await chunkingCost({ ctx, input: { id: storeId, chunking: HEADINGS } });
    expect(cost).toMatchObject({ documents: 1, passages: 2, exact: true });
    expect(cost.tokens).toBeGreaterThan(10);
    await setChunking({ ctx, input: { id: storeId, chunking: HEADINGS } });
    await services.drainJobs();
    expect(await listStores({ ctx })).toMatchObject([{ passages: cost.passages }]);
  });

  it("infers it from a part of the text where there is much of it", async () => {
    const { ctx, sourceId, storeId } = await answeringWorkspace(services);
    const text = ROOMS.repeat(1500);
    await uploadText(ctx, { sourceId, name: "rooms.txt", text });
    await services.drainJobs();
    const chunking = { strategy: "sentences", unit: "tokens", size: 400, overlap: 0 } as const;
    const cost = await chunkingCost({ ctx, input: { id: storeId, chunking } });
    expect(cost.exact).toBe(false);
    await setChunking({ ctx, input: { id: storeId, chunking } });
    await services.drainJobs();
    const [store] = await listStores({ ctx });
    expect(Math.abs(cost.passages / (store?.passages ?? 0) - 1)).toBeLessThan(0.05);
  });

  it("lets a document answer that was whole in the new index first", async () => {
    const { ctx, sourceId, storeId } = await answeringWorkspace(services);
    const { signal } = new AbortController();
    const { id } = await uploadText(ctx, { sourceId, name: "lifts.md", text: LIFTS });
    await setChunking({ ctx, input: { id: storeId, chunking: HEADINGS } });
    const where = { workspaceId: ctx.workspace.id };
    const { id: indexId } = await services.db.storeIndex.findFirstOrThrow({
      where: { ...where, state: "building" },
    });
    const { id: versionId } = await services.db.documentVersion.findFirstOrThrow({
      where: { ...where, documentId: id },
    });
    await readVersion({ ctx, input: { versionId }, signal });
    await buildIndex({ ctx, input: { indexId }, signal });
    const rows = await services.db.indexedVersion.findMany({ where: { ...where, indexId } });
    for (const row of rows) {
      await indexVersion({ ctx, input: { indexId, versionId: row.versionId }, signal });
    }
    expect(await listStores({ ctx })).toMatchObject([{ rebuild: null, chunking: HEADINGS }]);
    await services.drainJobs();
    const { passages } = await ask(ctx, storeId, "When do the lifts stop?");
    expect(passages[0]?.documentId).toBe(id);
  });

  it("can be given up while it is being built, and the old index stays", async () => {
    const { ctx, storeId } = await answeringWorkspace(services);
    await setChunking({ ctx, input: { id: storeId, chunking: PARENT } });
    expect(await listStores({ ctx })).toMatchObject([
      { state: "indexing", rebuild: { chunking: PARENT, done: 0, failed: 0 } },
    ]);
    await cancelRebuild({ ctx, input: { id: storeId } });
    await cancelRebuild({ ctx, input: { id: storeId } });
    expect(await listStores({ ctx })).toMatchObject([{ state: "ready", rebuild: null }]);
    await services.drainJobs();
    const [store] = await listStores({ ctx });
    expect(store?.chunking.strategy).toBe("sentences");
    expect((await ask(ctx, storeId, "garage")).passages).toHaveLength(2);
    const { id: workspaceId } = ctx.workspace;
    expect(await services.db.storeIndex.count({ where: { workspaceId } })).toBe(1);
    const audit = { workspaceId, action: "store.cancel-rebuild" };
    expect(await services.db.auditEvent.count({ where: audit })).toBe(1);
  });
});

describe("trying a search", () => {
  it("shows the words that matched, and what a router would make of it", async () => {
    const { ctx, storeId } = await answeringWorkspace(services);
    const { passages, words, verdict } = await ask(ctx, storeId, "When do the garages close?");
    const [best] = passages;
    const matched = best?.matches.map(({ start, end }) => best.text.slice(start, end));
    expect(matched).toEqual(["garage", "closes"]);
    expect(words).toEqual([
      { word: "garages", found: true },
      { word: "close", found: true },
    ]);
    expect(verdict.sufficient).toBe(true);
    const beside = await ask(ctx, storeId, "Which whale is the heaviest?");
    expect(beside.verdict.sufficient).toBe(false);
    expect(beside.words.every(({ found }) => !found)).toBe(true);
  });
});

describe("what uses a store", () => {
  it("is every workflow that names it, with what its router asks for", async () => {
    const { ctx, storeId, sourceId, workflowId } = await answeringWorkspace(services);
    const second = await createWorkflow({
      ctx,
      input: { name: "Another", template: "answer-from-documents" },
    });
    await changeNodes(ctx, {
      workflowId: second.id,
      type: "vector-store",
      params: { storeId },
    });
    await changeNodes(ctx, { workflowId: second.id, type: "router", params: { threshold: 0.9 } });
    const details = await listStoreDetails({ ctx });
    const shared = details.find(({ id }) => id === storeId);
    expect(shared?.usedBy).toMatchObject([
      { id: second.id, name: "Another", thresholds: [0.9] },
      { id: workflowId, name: "Handbook", thresholds: [expect.any(Number)] },
    ]);
    expect(shared).toMatchObject({ documents: 1, failed: 0 });
    expect(shared?.tokens).toBeGreaterThan(10);
    expect(shared?.bytes).toBeGreaterThan(1000);
    expect((await ask(ctx, storeId, "garage")).passages.length).toBeGreaterThan(0);

    expect(await sourceUsage({ ctx, input: { id: sourceId } })).toMatchObject({
      workflows: [{ id: workflowId }],
      stores: [{ id: storeId }],
    });
    await deleteWorkflow({ ctx, input: { id: workflowId } });
    expect((await sourceUsage({ ctx, input: { id: sourceId } })).workflows).toEqual([]);
  });

  it("counts the documents that failed, and tells nothing of other workspaces", async () => {
    const { ctx, sourceId, storeId } = await answeringWorkspace(services);
    await uploadText(ctx, { sourceId, name: "broken.pdf", text: "%PDF-1.7 but no more" });
    await services.drainJobs();
    await createStore({ ctx, input: { name: "Empty" } });
    const details = await listStoreDetails({ ctx });
    expect(details.find(({ id }) => id === storeId)).toMatchObject({ documents: 2, failed: 1 });
    expect(details.find(({ id }) => id !== storeId)).toMatchObject({
      documents: 0,
      tokens: 0,
      usedBy: [],
    });
    await deleteStore({ ctx, input: { id: storeId } });
    expect(await listStoreDetails({ ctx })).toHaveLength(1);
    const other = await services.newWorkspace();
    expect(await listStoreDetails({ ctx: other })).toEqual([]);
  });
});
