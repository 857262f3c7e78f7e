import { describe, expect, it } from "vitest";
import { testDatabase } from "@/lib/testing/database";
import { facts, passage, setUp, vectorOf } from "./testing";

const { db, sql } = testDatabase();
const { signal } = new AbortController();

describe.each(["bm25", "terms"] as const)("small passages within larger ones, by %s", (mode) => {
  /** Two parents of three facts each; offsets as `passage` gives them. */
  const parents = [0, 3].map((first) => ({
    first,
    start: first * 100,
    end: (first + 2) * 100 + (facts[first + 2]?.length ?? 0),
    text: facts.slice(first, first + 3).join(" "),
  }));

  async function nested() {
    const made = await setUp({ db, sql }, mode);
    const passages = facts.map((text, ordinal) => ({
      ...passage(made.ids, ordinal, text),
      parent: parents[ordinal < 3 ? 0 : 1] ?? null,
    }));
    await made.store.putPassages({ ...made.target, passages });
    const search = (query: string, limit: number, vector: number[] | null = null) =>
      made.store.search({
        ...made.target,
        ...{ storeId: made.storeId, query, vector, limit, signal, reader: null, merge: true },
      });
    return { ...made, search };
  }

  it("are counted once for each larger one, by the best of them", async () => {
    const { search } = await nested();
    const query = "dental plan treatment euros, vacation, laptops, parental leave";
    const found = await search(query, 5, vectorOf(facts[1] ?? ""));
    expect(found.map(({ around }) => around)).toEqual(
      parents.map(({ start, end, text, first }) => ({ start, end, text, page: first + 1 })),
    );
    // The best of the first three is what the question's vector is of; its own scores are kept.
    expect(found[0]).toMatchObject({ text: facts[1], start: 100 });
    expect(found[0]?.scores.vector).toBeCloseTo(1, 2);
    expect(found[0]?.scores.fused).toBeGreaterThan(found[1]?.scores.fused ?? 1);
  });

  it("leave room for as many larger ones as are wanted", async () => {
    const { search } = await nested();
    const query = "vacation dental laptops parental";
    expect(await search(query, 1)).toHaveLength(1);
    expect(new Set((await search(query, 2)).map(({ around }) => around?.start))).toEqual(
      new Set([0, 300]),
    );
  });

  it("stand beside passages without a larger one, and go with their version", async () => {
    const { search, store, target, ids } = await nested();
    await store.putPassages({ ...target, passages: [passage(ids, 5, facts[5] ?? "")] });
    const found = await search("Lisbon office; vacation", 5);
    expect(found.map(({ text, around }) => [text, around?.start ?? null])).toEqual(
      expect.arrayContaining([
        [facts[5], null],
        [facts[0], 0],
      ]),
    );
    const places = await store.list({ ...target, versionId: ids.versionId });
    expect(places.map(({ parent }) => parent?.start ?? null)).toEqual([0, 0, 0, 300, 300, null]);
    await store.deleteVersion({ ...target, versionId: ids.versionId });
    expect(await search("vacation", 5)).toEqual([]);
  });
});
