import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "@/lib/testing/database";
import { answeringWorkspace, PARKING } from "@/lib/testing/knowledge";
import { createManyDocuments } from "@/lib/testing/many-documents";
import { testServices, uploadText, type TestServices } from "@/lib/testing/services";
import type { WorkspaceContext } from "../context";
import { changeTags } from "./change-tags";
import { deleteDocuments } from "./delete";
import { documentFacets } from "./facets";
import { listDocuments } from "./list";
import { listDocumentIds } from "./list-ids";
import { documentsOverview } from "./overview";
import { retryDocuments } from "./retry";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let full: { ctx: WorkspaceContext; sourceId: string };

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
  full = await fullWorkspace(400);
});
afterAll(async () => {
  await services.close();
  await database.stop();
});

/** One document of its own, and many rows beside it. */
async function fullWorkspace(count: number) {
  const { ctx, sourceId, storeId } = await answeringWorkspace(services);
  const store = await services.db.store.findUniqueOrThrow({ where: { id: storeId } });
  const indexId = store.activeIndexId ?? "";
  await createManyDocuments(services.sql, {
    workspaceId: ctx.workspace.id,
    sourceId,
    indexId,
    count,
  });
  return { ctx, sourceId };
}

const names = (items: readonly { name: string }[]) => items.map(({ name }) => name);

describe("pages of documents", () => {
  it("make up the whole list, each document once, whichever comes first", async () => {
    const { ctx } = full;
    const ids = await listDocumentIds({ ctx, input: { sort: "size" } });
    expect(new Set(ids).size).toBe(401);
    const pages = await Promise.all(
      [300, 0, 150].map((offset) =>
        listDocuments({ ctx, input: { sort: "size", offset, limit: 150 } }),
      ),
    );
    const [last, first, middle] = pages.map(({ items }) => items.map(({ id }) => id));
    expect([first, middle, last].flat()).toEqual(ids);
    expect(pages.map(({ total, offset }) => [total, offset])).toEqual([
      [401, 300],
      [401, 0],
      [401, 150],
    ]);
  });

  it("order names as people do, with numbers by value", async () => {
    const ctx = await services.newWorkspace();
    const source = await services.db.source.create({
      data: { workspaceId: ctx.workspace.id, name: "Files" },
    });
    for (const name of ["invoice 10.md", "Zebra.md", "Invoice 9.md", "ähnlich.md", "apple.md"]) {
      await uploadText(ctx, { sourceId: source.id, name, text: name });
    }
    const { items } = await listDocuments({ ctx, input: {} });
    expect(names(items)).toEqual([
      "ähnlich.md",
      "apple.md",
      "Invoice 9.md",
      "invoice 10.md",
      "Zebra.md",
    ]);
  });

  it("sort by every column in both directions", async () => {
    const { ctx } = full;
    for (const sort of ["name", "state", "size", "passages", "updatedAt"] as const) {
      const [up, down] = await Promise.all(
        (["asc", "desc"] as const).map((direction) =>
          listDocuments({ ctx, input: { sort, direction, limit: 1000 } }),
        ),
      );
      const value = (page: typeof up, at: number) => {
        const document = page?.items.at(at);
        return sort === "updatedAt" ? document?.updatedAt.getTime() : document?.[sort];
      };
      expect(value(up, 0)).toEqual(value(down, -1));
    }
    const { items } = await listDocuments({ ctx, input: { sort: "state", limit: 1000 } });
    const states = items.map(({ state }) => state);
    expect(states.slice(0, 8)).toEqual(Array(8).fill("failed"));
    expect(states.indexOf("ready")).toBe(states.lastIndexOf("queued") + 1);
  });

  it("hold what fits every part of the filter", async () => {
    const { ctx, sourceId } = full;
    const total = async (input: Parameters<typeof listDocuments>[0]["input"]) =>
      (await listDocuments({ ctx, input })).total;
    expect(await total({ states: ["failed"] })).toBe(8);
    expect(await total({ reason: "ingestion.password" })).toBe(8);
    expect(await total({ reason: "ingestion.damaged" })).toBe(0);
    expect(await total({ tag: "tag 3" })).toBe(6);
    expect(await total({ types: ["pdf"] })).toBe(400);
    expect(await total({ search: "of region 12.PDF", sourceId })).toBe(10);
    expect(await total({ search: "folder/7/Rep" })).toBe(8);
    expect(await total({ search: "100%" })).toBe(0);
    expect(await total({ duplicates: true })).toBe(8);
    expect(await total({ duplicates: true, tag: "tag 3" })).toBe(0);
  });
});

describe("documents with the same content", () => {
  it("name each other, in other sources too, but not in other workspaces or once deleted", async () => {
    const { ctx, sourceId, documentId } = await answeringWorkspace(services);
    const other = await services.db.source.create({
      data: { workspaceId: ctx.workspace.id, name: "Other" },
    });
    // The test's other workspaces hold the very same text.
    const [alone] = (await listDocuments({ ctx, input: {} })).items;
    expect(alone?.same).toBeNull();
    const copy = await uploadText(ctx, { sourceId: other.id, name: "copy.md", text: PARKING });
    const third = await uploadText(ctx, { sourceId, name: "third.md", text: PARKING });
    const same = async (id: string) => {
      const { items } = await listDocuments({ ctx, input: { duplicates: true } });
      return items.find((document) => document.id === id)?.same;
    };
    expect(await same(documentId)).toEqual({ id: copy.id, name: "copy.md", count: 2 });
    expect(await same(copy.id)).toEqual({ id: documentId, name: "parking.md", count: 2 });
    expect((await documentFacets({ ctx, input: {} })).duplicates).toBe(3);
    await deleteDocuments({ ctx, input: { ids: [third.id] } });
    await uploadText(ctx, { sourceId: other.id, name: "copy.md", text: "changed" });
    expect(await same(documentId)).toBeUndefined();
    expect((await documentFacets({ ctx, input: {} })).duplicates).toBe(0);
  });
});

describe("the overview", () => {
  it("counts by state and reason, and sums what fits", async () => {
    const { ctx } = full;
    const { counts, reasons, figures } = await documentsOverview({ ctx, input: {} });
    const { items } = await listDocuments({ ctx, input: { limit: 1000 } });
    const sum = (key: "size" | "pages" | "passages" | "tokens") =>
      items.reduce((all, document) => all + (document[key] ?? 0), 0);
    expect(Object.values(counts).reduce((a, b) => a + b, 0)).toBe(401);
    expect(counts.failed).toBe(8);
    expect(reasons).toEqual([
      {
        state: "failed",
        code: "ingestion.password",
        count: 8,
        example: { code: "ingestion.password", params: { format: "pdf" } },
      },
    ]);
    expect(figures).toEqual({
      documents: 401,
      bytes: sum("size"),
      pages: sum("pages"),
      passages: sum("passages"),
      tokens: sum("tokens"),
    });
    const failed = await documentsOverview({ ctx, input: { states: ["failed"] } });
    expect(failed.figures.documents).toBe(8);
    expect(failed.counts).toEqual(counts);
  });

  it("tells how far the files added together are, and nothing of the pace before it knows", async () => {
    const { ctx, sourceId } = await answeringWorkspace(services);
    expect((await documentsOverview({ ctx, input: {} })).work).toBeNull();
    const batch = "one-import";
    await uploadText(ctx, { sourceId, name: "a.md", text: "First of its import.", batch });
    await services.drainJobs();
    await uploadText(ctx, { sourceId, name: "b.md", text: "Second of its import.", batch });
    const { work } = await documentsOverview({ ctx, input: {} });
    expect(work).toEqual({ total: 2, ended: 1, pace: null, waitingUntil: null });
  });

  it("tells the pace of the last minutes", async () => {
    const { ctx } = full;
    await services.sql.query(
      `update "IndexedVersion" set "updatedAt" = now() - interval '60 seconds'
       where "workspaceId" = $1 and "versionId" in (
         select v.id from "DocumentVersion" v join "Document" d on d.id = v."documentId"
         where d."workspaceId" = $1 and d.state = 'ready' order by v.id limit 31)`,
      [ctx.workspace.id],
    );
    const { work, counts } = await documentsOverview({ ctx, input: {} });
    expect(work?.pace?.perMinute).toBeGreaterThan(20);
    expect(work?.pace?.perMinute).toBeLessThan(32);
    const expected = ((counts.queued ?? 0) / (work?.pace?.perMinute ?? 1)) * 60;
    expect(work?.pace?.secondsLeft).toBeCloseTo(expected, 5);
  });
});

describe("tags of many documents", () => {
  it("are added and taken away, and only what changes counts", async () => {
    const { ctx, documentId } = await answeringWorkspace(services);
    const tags = async () => (await listDocuments({ ctx, input: {} })).items[0]?.tags;
    const ids = [documentId];
    const change = (add: string[], remove: string[] = []) =>
      changeTags({ ctx, input: { ids, add, remove } });
    expect(await change(["law", "2024"])).toEqual({ changed: 1 });
    expect(await change(["law"])).toEqual({ changed: 0 });
    expect(await change(["new"], ["law", "absent"])).toEqual({ changed: 1 });
    expect(await tags()).toEqual(["2024", "new"]);
    const many = Array.from({ length: 19 }, (_, n) => `tag ${String(n)}`);
    await expect(change(many)).rejects.toMatchObject({ code: "document.too-many-tags" });
    expect(await tags()).toEqual(["2024", "new"]);
  });
});

it("tries again only what failed or was skipped", async () => {
  const { ctx } = await fullWorkspace(100);
  expect(await retryDocuments({ ctx, input: { filter: {} } })).toEqual({ changed: 2 });
});
