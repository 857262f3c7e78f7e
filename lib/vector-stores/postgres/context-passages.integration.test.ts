import { expect, it } from "vitest";
import { testDatabase } from "@/lib/testing/database";
import { passageId } from "./passage-store";
import { facts, setUp } from "./testing";

const { db, sql } = testDatabase();

it("gives the passages next to others, and all of a version, to those who may see them", async () => {
  const { store, target, ids, storeId } = await setUp({ db, sql }, "terms");
  const place = { ...target, storeId, reader: null };
  const id = (ordinal: number) => passageId(target.indexId, ids.versionId, ordinal);
  const wanted = { ...place, ids: [id(0), id(3)] };
  const texts = async (more: Partial<typeof wanted> = {}) => {
    const around = await store.neighbours({ ...wanted, ...more });
    return [...around].map(([of, passages]) => [of, passages.map(({ text }) => text)]);
  };
  const expected = [
    [id(0), [facts[1]]],
    [id(3), [facts[2], facts[4]]],
  ];
  expect(Object.fromEntries(await texts())).toEqual(Object.fromEntries(expected));
  const versionIds = [ids.versionId];
  const whole = await store.wholeVersions({ ...place, versionIds });
  expect(whole.get(ids.versionId)?.map(({ text }) => text)).toEqual(facts);
  expect(await store.versionTokens({ ...target, versionIds })).toEqual(
    new Map([[ids.versionId, facts.length * 10]]),
  );

  const other = await setUp({ db, sql }, "terms");
  expect(await texts({ storeId: other.storeId })).toEqual([]);
  expect(await texts({ workspaceId: other.target.workspaceId })).toEqual([]);
  expect(await store.wholeVersions({ ...place, storeId: other.storeId, versionIds })).toEqual(
    new Map(),
  );
  await db.document.update({ where: { id: ids.documentId }, data: { deletedAt: new Date() } });
  expect(await texts()).toEqual([]);
  expect(await store.wholeVersions({ ...place, versionIds })).toEqual(new Map());
});
