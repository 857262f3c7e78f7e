import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { createDocument } from "@/lib/testing/factories";
import { testDatabase } from "@/lib/testing/database";
import { passageId } from "./passage-store";
import { ResidentVectors } from "./resident/resident-vectors";
import { facts, passage, setUp, vectorOf } from "./testing";

const { db, sql } = testDatabase();

describe.each(["bm25", "terms"] as const)("the PostgreSQL store, keywords by %s", (mode) => {
  let made: Awaited<ReturnType<typeof setUp>>;
  beforeAll(async () => {
    made = await setUp({ db, sql }, mode);
  });

  it("finds by words, whatever their form, and says where the passage is", async () => {
    const [best] = await made.search("How many vacation day does an employee receive?");
    expect(best).toMatchObject({
      id: passageId(made.target.indexId, made.ids.versionId, 0),
      documentId: made.ids.documentId,
      versionId: made.ids.versionId,
      documentName: "Handbook",
      page: 1,
      headings: ['Say "hi", {x}', "b"],
      start: 0,
      text: facts[0],
    });
    expect(best?.scores.keyword).toBeGreaterThan(0);
    expect(best?.scores.vector).toBeNull();
  });

  it("joins both rankings and gives every passage both scores", async () => {
    const found = await made.search("vacation", { vector: vectorOf(facts[2] ?? ""), limit: 6 });
    expect(
      found
        .map((one) => one.text)
        .slice(0, 2)
        .sort(),
    ).toEqual([facts[0], facts[2]].sort());
    expect(found.find((one) => one.text === facts[2])?.scores.vector).toBeCloseTo(1, 2);
    expect(found.find((one) => one.text === facts[2])?.scores.keyword).toBe(0);
    expect(found.map((one) => one.scores.fused)).toEqual(
      found.map((one) => one.scores.fused).sort((a, b) => b - a),
    );
  });

  it("gives every passage its place in each list, none in a list it isn't in", async () => {
    const found = await made.search("vacation", { vector: vectorOf(facts[2] ?? ""), limit: 6 });
    expect(found.map(({ places }) => places?.fused)).toEqual([1, 2, 3, 4, 5, 6]);
    const placesOf = (text: string | undefined) => found.find((one) => one.text === text)?.places;
    expect(placesOf(facts[0])?.keyword).toBe(1);
    expect(placesOf(facts[2])).toMatchObject({ keyword: null, vector: 1, rerank: null });
    const byLikeness = [...found].sort((a, b) => (b.scores.vector ?? 0) - (a.scores.vector ?? 0));
    expect(byLikeness.map(({ places }) => places?.vector)).toEqual([1, 2, 3, 4, 5, 6]);
    const [alone] = await made.search("vacation");
    expect(alone?.places).toEqual({ keyword: 1, vector: null, fused: 1, rerank: null });
  });

  it("shows nothing of another workspace, an unlinked store or a question without known words", async () => {
    const other = await setUp({ db, sql }, mode);
    expect(await made.search("vacation", { workspaceId: other.target.workspaceId })).toEqual([]);
    expect(await made.search("vacation", { storeId: other.storeId })).toEqual([]);
    expect(await made.search("zebra quartz")).toEqual([]);
    expect(await made.search("who is it?")).toEqual([]);
  });

  it("lends the vectors of a document by what was embedded", async () => {
    const { store, target, ids, passages } = made;
    const hashes = ["unknown", ...passages.slice(0, 2).map((one) => one.embedHash)];
    const ask = { ...target, documentId: ids.documentId, hashes };
    const vectors = await store.vectorsOf(ask);
    expect(vectors).toEqual(
      new Map(passages.slice(0, 2).map((one) => [one.embedHash, one.embedding])),
    );
    expect(await store.vectorsOf({ ...ask, workspaceId: "another" })).toEqual(new Map());
    expect(await store.vectorsOf({ ...ask, documentId: "another" })).toEqual(new Map());
  });

  it("replaces a passage that is stored again", async () => {
    await made.store.putPassages({ ...made.target, passages: made.passages });
    expect(await made.store.count(made.target)).toBe(facts.length);
    expect(
      (await made.store.list({ ...made.target, versionId: made.ids.versionId })).map(
        (place) => place.ordinal,
      ),
    ).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("hides a deleted document at once, and removes its passages", async () => {
    const { search, store, target, ids } = await setUp({ db, sql }, mode);
    await db.document.update({ where: { id: ids.documentId }, data: { deletedAt: new Date() } });
    expect(await search("vacation")).toEqual([]);
    expect(await store.deleteDocument({ workspaceId: "another", documentId: ids.documentId })).toBe(
      0,
    );
    expect(
      await store.deleteDocument({ workspaceId: target.workspaceId, documentId: ids.documentId }),
    ).toBe(facts.length);
    expect(await store.count(target)).toBe(0);
  });

  it("answers only from the current version", async () => {
    const { search, ids } = await setUp({ db, sql }, mode);
    await db.document.update({ where: { id: ids.documentId }, data: { currentVersionId: null } });
    expect(await search("vacation")).toEqual([]);
  });

  it("says that an index is missing, and stops when aborted", async () => {
    const { search, store, target } = await setUp({ db, sql }, mode);
    await expect(
      store.search({
        ...target,
        storeId: "x",
        query: "x",
        vector: null,
        limit: 1,
        reader: null,
        signal: AbortSignal.abort(),
      }),
    ).rejects.toMatchObject({ name: "AbortError" });
    await store.dropIndex(target.indexId);
    await store.dropIndex(target.indexId);
    await expect(search("vacation")).rejects.toMatchObject({ code: "search.index-missing" });
    await expect(store.ensureIndex('x"; drop table search.passage; --')).rejects.toMatchObject({
      code: "search.index-missing",
    });
  });
});

describe.each(["bm25", "terms"] as const)("many passages by %s", (mode) => {
  const DIMENSION = 48;
  const vector = () => Array.from(randomBytes(DIMENSION), (byte) => byte - 127.5);
  const VECTORS_ALONE = { keyword: 0, vector: 1, k: 60, pool: 10, related: 0 };

  async function many(count: number) {
    const made = await setUp({ db, sql }, mode);
    await made.store.deleteVersion({ ...made.target, versionId: made.ids.versionId });
    const add = async (from: number, to: number, ids = made.ids) => {
      const passages = Array.from({ length: to - from }, (_, at) => ({
        ...passage(ids, from + at, `Passage ${String(from + at)} says something.`),
        embedding: vector(),
      }));
      await made.store.putPassages({ ...made.target, passages });
      return passages;
    };
    const nearest = async (to: number[]) =>
      made.search("of no word", { vector: to, limit: 10, fusion: VECTORS_ALONE });
    return { ...made, add, nearest, passages: await add(0, count) };
  }

  it("finds nearly all of the nearest ten", async () => {
    const { nearest, target } = await many(2_000);
    let shared = 0;
    for (let round = 0; round < 20; round += 1) {
      const asked = vector();
      const exact = await sql.query<{ id: string }>(
        `select id from search.passage where index_id = $1 order by embedding <=> $2::halfvec limit 10`,
        [target.indexId, JSON.stringify(asked)],
      );
      const found = new Set((await nearest(asked)).map(({ id }) => id));
      shared += exact.filter(({ id }) => found.has(id)).length;
    }
    expect(shared / 200).toBeGreaterThanOrEqual(0.95);
  });

  it("finds at once what was written after the first search, whoever wrote it", async () => {
    const { nearest, add, passages } = await many(50);
    expect((await nearest(passages[7]?.embedding.slice() ?? []))[0]?.text).toBe(passages[7]?.text);
    for (const [from, to] of [
      [50, 55],
      [55, 155],
      [155, 160],
    ] as const) {
      for (const one of await add(from, to)) {
        expect((await nearest([...one.embedding]))[0]?.text).toBe(one.text);
      }
    }
    // Stored again with another vector: the old one no longer stands for it.
    const [again] = await add(3, 4);
    expect((await nearest([...(again?.embedding ?? [])]))[0]?.text).toBe(again?.text);
  });

  it("never brings back what was deleted, however near it was, and finds what is left", async () => {
    const { nearest, add, passages, target, ids } = await many(30);
    const { document, version } = await createDocument(db, {
      workspaceId: target.workspaceId,
      sourceId: ids.sourceId,
      name: "Deleted",
      text: "x",
    });
    const gone = { sourceId: ids.sourceId, documentId: document.id, versionId: version.id };
    const near = await add(0, 400, gone);
    const first = near[0]?.embedding.slice() ?? [];
    expect((await nearest(first))[0]?.documentId).toBe(document.id);
    await db.document.update({ where: { id: document.id }, data: { deletedAt: new Date() } });
    const left = await nearest(first);
    expect(left).toHaveLength(10);
    expect(left.every((one) => one.documentId === ids.documentId)).toBe(true);
    expect((await nearest(passages[3]?.embedding.slice() ?? []))[0]?.text).toBe(passages[3]?.text);
  });

  it("searches what is too large for the memory as well", async () => {
    const { target, passages, add } = await many(40);
    const small = new ResidentVectors(130_000);
    const request = {
      indexId: target.indexId,
      vector: [...(passages[0]?.embedding ?? [])],
      count: 5,
    };
    expect(await small.nearest(sql, { ...request, vector: [1, 2, 3] })).toBeNull();
    await add(40, 200);
    expect(await new ResidentVectors(140_000).nearest(sql, request)).toBeNull();
    expect((await new ResidentVectors().nearest(sql, request))?.ids).toHaveLength(5);
  });
});

describe("the two ways of keyword search", () => {
  it("rank the same and score nearly the same", async () => {
    const words = Array.from({ length: 60 }, () =>
      randomBytes(3).toString("hex").replace(/\d/g, "k"),
    );
    const texts = Array.from({ length: 120 }, (_, row) =>
      Array.from(
        { length: 20 + (row % 15) },
        (_unused, at) => words[(row * 7 + at * at * 3) % words.length] ?? "",
      ).join(" "),
    );
    const results = [];
    for (const mode of ["bm25", "terms"] as const) {
      const { store, target, ids, search } = await setUp({ db, sql }, mode);
      await store.putPassages({
        ...target,
        passages: texts.map((text, at) => passage(ids, at + 10, text)),
      });
      results.push(
        await Promise.all(
          words
            .slice(0, 10)
            .map((word, at) => search(`${word} ${word} ${words[at + 20] ?? ""}`, { limit: 10 })),
        ),
      );
    }
    const [byIndex = [], byTerms = []] = results;
    byIndex.forEach((found, at) => {
      const other = new Map(
        (byTerms[at] ?? []).map((one) => [one.textHash, one.scores.keyword ?? 0]),
      );
      const shared = found.filter((one) => other.has(one.textHash));
      expect(shared.length).toBeGreaterThanOrEqual(Math.min(found.length, 10) - 2);
      for (const one of shared) {
        const score = one.scores.keyword ?? 0;
        expect(Math.abs(score - (other.get(one.textHash) ?? 0))).toBeLessThan(score * 0.06);
      }
    });
  });
});
