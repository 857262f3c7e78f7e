import { describe, expect, it } from "vitest";
import { leave } from "@/lib/testing/passages";
import type { FoundPassage } from "@/lib/vector-stores/_contract/passage-store";
import { joinWordings } from "./join-wordings";

const list = (...ids: string[]): FoundPassage[] =>
  ids.map((id, at) => ({
    ...leave,
    id,
    around: null,
    scores: { vector: 0.5, keyword: 9 - at, fused: 1 / (at + 1), rerank: null },
    places: { vector: at + 1, keyword: at + 1, fused: at + 1, rerank: null },
  }));
const ids = (found: readonly FoundPassage[]) => found.map(({ id }) => id);

describe("joining what several wordings found", () => {
  it("leaves what the question alone found as it is", () => {
    const found = list("a", "b", "c");
    expect(joinWordings([found], 2)).toEqual(found.slice(0, 2));
    expect(joinWordings([], 2)).toEqual([]);
  });

  it("puts first what several have, and says where each had it", () => {
    const joined = joinWordings([list("a", "b"), list("b", "c"), list("b", "d")], 3);
    expect(ids(joined)).toEqual(["b", "a", "c"]);
    expect(joined.map(({ wordings }) => wordings)).toEqual([
      [2, 1, 1],
      [1, null, null],
      [null, 2, null],
    ]);
    expect(joined.map(({ places }) => places?.fused)).toEqual([1, 2, 3]);
  });

  it("gives the question as much weight as all other wordings together", () => {
    const joined = joinWordings([list("a"), list("x"), list("x"), list("y")], 3);
    expect(ids(joined)).toEqual(["a", "x", "y"]);
  });

  it("keeps the scores of the question, and lends it none of another wording", () => {
    const [first, second] = joinWordings([list("a"), list("a", "b")], 2);
    expect(first?.scores).toMatchObject({ keyword: 9, vector: 0.5 });
    expect(second?.scores).toMatchObject({ keyword: null, vector: null });
    expect(second?.places).toMatchObject({ keyword: null, vector: null, fused: 2 });
  });
});
