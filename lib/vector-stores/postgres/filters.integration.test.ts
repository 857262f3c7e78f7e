import { beforeAll, describe, expect, it, vi } from "vitest";
import type { DocumentFilter } from "@/lib/graph/document-filters";
import { createDocument, createSource } from "@/lib/testing/factories";
import { testDatabase } from "@/lib/testing/database";
import { passage, setUp, vectorOf } from "./testing";

const { db, sql } = testDatabase();
const DAY_MS = 24 * 60 * 60 * 1000;

/** Documents of one passage each, all of which have the word of the question. */
const DOCUMENTS = {
  travel: { tags: ["policy", "travel"], folder: "policies/2026", language: "en", daysAgo: 2 },
  reise: { tags: ["policy"], folder: "policies", language: "de", daysAgo: 40 },
  draft: { tags: ["draft"], folder: "policies-old", language: "en", daysAgo: 400 },
  untold: { tags: [], folder: "", language: null, daysAgo: 2 },
} as const;
type Name = keyof typeof DOCUMENTS;
const ALL = Object.keys(DOCUMENTS) as Name[];

describe.each(["bm25", "terms"] as const)("a search of some documents only, by %s", (mode) => {
  let made: Awaited<ReturnType<typeof setUp>>;
  let otherSource: string;

  beforeAll(async () => {
    made = await setUp({ db, sql }, mode);
    const { workspaceId, indexId } = made.target;
    otherSource = (await createSource(db, workspaceId)).id;
    const link = await db.storeSource.findFirstOrThrow({ where: { storeId: made.storeId } });
    await db.storeSource.create({ data: { ...link, sourceId: otherSource } });
    for (const [name, { tags, folder, language, daysAgo }] of Object.entries(DOCUMENTS)) {
      const sourceId = name === "untold" ? otherSource : made.ids.sourceId;
      const text = `The allowance as ${name} has it.`;
      const { document, version } = await createDocument(db, { workspaceId, sourceId, name, text });
      await db.document.update({ where: { id: document.id }, data: { tags: [...tags], folder } });
      const createdAt = new Date(Date.now() - daysAgo * DAY_MS);
      await db.documentVersion.update({ where: { id: version.id }, data: { language, createdAt } });
      const ids = { sourceId, documentId: document.id, versionId: version.id };
      await made.store.putPassages({ indexId, workspaceId, passages: [passage(ids, 0, text)] });
    }
  });

  async function names(filters: DocumentFilter[], options: { vector?: number[] } = {}) {
    const found = await made.search("allowance", { limit: 20, filters, ...options });
    return found.map(({ documentName }) => documentName).sort();
  }
  const day = (daysAgo: number) =>
    new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);

  it.each<[DocumentFilter, Name[]]>([
    [{ field: "tag", operator: "is", values: ["travel", "draft"] }, ["travel", "draft"]],
    [{ field: "tag", operator: "is-not", values: ["policy"] }, ["draft", "untold"]],
    [{ field: "folder", operator: "is", values: ["policies"] }, ["travel", "reise"]],
    [
      { field: "folder", operator: "is-not", values: ["policies/2026"] },
      ["reise", "draft", "untold"],
    ],
    [{ field: "language", operator: "is", values: ["de", "fr"] }, ["reise"]],
    [{ field: "language", operator: "is-not", values: ["de"] }, ["travel", "draft", "untold"]],
    [{ field: "updated", operator: "last-days", values: ["30"] }, ["travel", "untold"]],
    [{ field: "updated", operator: "since", values: [day(40)] }, ["travel", "reise", "untold"]],
    [{ field: "updated", operator: "before", values: [day(40)] }, ["draft"]],
    [{ field: "tag", operator: "is", values: ["x') or true --", "100 %"] }, []],
  ])("with %j finds %j", async (filter, expected) => {
    expect(await names([])).toEqual([...ALL].sort());
    expect(await names([filter])).toEqual([...expected].sort());
  });

  it("tells sources apart, and lets no filter reach one that is not linked", async () => {
    const from = (...values: string[]): DocumentFilter[] => [
      { field: "source", operator: "is", values },
    ];
    expect(await names(from(otherSource))).toEqual(["untold"]);
    const other = await setUp({ db, sql }, mode);
    expect(await names(from(other.ids.sourceId))).toEqual([]);
  });

  it("asks for all of several", async () => {
    const filters: DocumentFilter[] = [
      { field: "tag", operator: "is", values: ["policy"] },
      { field: "language", operator: "is-not", values: ["de"] },
    ];
    expect(await names(filters)).toEqual(["travel"]);
  });

  it("finds by vector what passes, however many are nearer", async () => {
    const { workspaceId, indexId } = made.target;
    const near = vectorOf("near");
    const crowd = Array.from({ length: 1500 }, (_, at) => ({
      ...passage(made.ids, 100 + at, `Crowd ${String(at)}.`),
      embedding: near,
    }));
    await made.store.putPassages({ indexId, workspaceId, passages: crowd });
    const filters: DocumentFilter[] = [{ field: "tag", operator: "is", values: ["draft"] }];
    const search = () => made.search("unheard of", { vector: near, limit: 5, filters });
    const [only, ...others] = await search();
    expect(only?.documentName).toBe("draft");
    expect(only?.places?.vector).toBe(1);
    expect(others).toEqual([]);
    // How little of what is near passes is known by now: nothing is looked up in vain.
    const queries = vi.spyOn(sql, "query");
    expect(await search()).toMatchObject([{ documentName: "draft" }]);
    const rankings = queries.mock.calls.filter(([text]) => text.includes("fused as ("));
    queries.mockRestore();
    expect(rankings).toHaveLength(1);
  });
});
