import { describe, expect, it } from "vitest";
import type { Passage } from "@/lib/graph/values";
import { leave } from "@/lib/testing/passages";
import { WHOLE_BUDGET, withContext, type ContextReport, type Extent } from "./with-context";

/** Documents of five passages; `d1-3` is the third of the first. */
const passage = (id: string): Passage => {
  const [versionId = "", at = "1"] = id.split("-");
  return { ...leave, id, versionId, documentName: versionId, start: Number(at) * 100 };
};
const all = (version: string) => [1, 2, 3, 4, 5].map((at) => passage(`${version}-${String(at)}`));

async function add(found: string[], extent: Extent, tokens: Record<string, number> = {}) {
  let report: ContextReport | undefined;
  const passages = await withContext(found.map(passage), {
    extent,
    place: { indexId: "index", workspaceId: "workspace", storeId: "store", reader: null },
    onContext: (told) => (report = told),
    store: {
      neighbours: async ({ ids }) =>
        new Map(
          ids.map((id) => {
            const { versionId, start } = passage(id);
            return [id, all(versionId).filter((one) => Math.abs(one.start - start) === 100)];
          }),
        ),
      versionTokens: async ({ versionIds }) =>
        new Map(versionIds.map((id) => [id, tokens[id] ?? 100])),
      wholeVersions: async ({ versionIds }) => new Map(versionIds.map((id) => [id, all(id)])),
    },
  });
  const added = passages.filter(({ contextOf }) => contextOf !== undefined);
  return { ids: passages.map(({ id }) => id), added, report };
}

describe("what stands around passages", () => {
  it("stands next to its passage in the order of the document, marked as its context", async () => {
    const { ids, added, report } = await add(["d1-3", "d2-1"], "neighbours");
    expect(ids).toEqual(["d1-2", "d1-3", "d1-4", "d2-1", "d2-2"]);
    expect(added.map(({ id, contextOf }) => [id, contextOf])).toEqual([
      ["d1-2", "d1-3"],
      ["d1-4", "d1-3"],
      ["d2-2", "d2-1"],
    ]);
    expect(report).toEqual({ added: 3, whole: [], partly: [] });
  });

  it("is there once, and never in the place of what was found itself", async () => {
    const { ids, added } = await add(["d1-2", "d1-3", "d1-5"], "neighbours");
    expect(ids).toEqual(["d1-1", "d1-2", "d1-3", "d1-4", "d1-5"]);
    expect(added.map(({ id }) => id)).toEqual(["d1-1", "d1-4"]);
  });

  it("is all of a document where that fits, and the report says where it does not", async () => {
    const { ids, report } = await add(["d2-1", "d1-3", "d3-1"], "documents", {
      d1: WHOLE_BUDGET - 100,
      d3: 1,
    });
    expect(ids).toEqual([
      "d2-1",
      "d2-2",
      "d2-3",
      "d2-4",
      "d2-5",
      ...all("d1").map(({ id }) => id),
      "d3-1",
    ]);
    expect(report).toEqual({ added: 8, whole: ["d2", "d1"], partly: ["d3"] });
    const long = await add(["d1-3"], "documents", { d1: WHOLE_BUDGET + 1 });
    expect(long.ids).toEqual(["d1-3"]);
    expect(long.report).toEqual({ added: 0, whole: [], partly: ["d1"] });
  });

  it("is nothing where nothing was found", async () => {
    expect((await add([], "documents")).ids).toEqual([]);
  });
});
