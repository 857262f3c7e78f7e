import { describe, expect, it } from "vitest";
import { scoreWithRelatedWords, type Candidate } from "./related-words";

/** In this knowledge everything but these is rare. */
const COMMON = new Set(["report", "flow"]);
const statistics = { meanLength: 4, idf: (term: string) => (COMMON.has(term) ? 0.1 : 4) };
const strength = 0.8;

function candidate(keyword: number, words: string): Candidate {
  const terms = new Map<string, number>();
  for (const word of words.split(" ")) terms.set(word, (terms.get(word) ?? 0) + 1);
  return { keyword, terms };
}
const near = Array.from({ length: 10 }, (_, at) =>
  candidate(6 - at * 0.1, `wing airfoil report n${String(at)}`),
);
const score = (candidates: readonly Candidate[]) =>
  scoreWithRelatedWords(candidates, { statistics, strength }) ?? [];

describe("related words", () => {
  it("lift a passage that has the words which go with the question, above one that has not", () => {
    const [plain = 0, related = 0] = score([
      candidate(3, "wing spoon letter dog"),
      candidate(3, "wing airfoil letter dog"),
      ...near,
    ]);
    expect(related).toBeGreaterThan(plain + 1);
  });

  it("find a passage that has none of the question's words", () => {
    const [without = 0, common = 0] = score([
      candidate(0, "airfoil camber letter dog"),
      candidate(0, "report flow letter dog"),
      ...near,
    ]);
    expect(without).toBeGreaterThan(1);
    expect(common).toBeLessThan(without / 10);
  });

  it("count less the more the best passage stands out", () => {
    const gain = (best: number) => {
      const asked = candidate(1, "airfoil letter dog cat");
      return (score([candidate(best, "wing airfoil report x"), ...near, asked]).at(-1) ?? 0) - 1;
    };
    expect(gain(60)).toBeLessThan(gain(6) / 2);
    expect(gain(60)).toBeGreaterThan(0);
  });

  it("are not looked for where too few passages have words of the question", () => {
    const few = [...near.slice(1), candidate(0, "wing airfoil")];
    expect(scoreWithRelatedWords(few, { statistics, strength })).toBeNull();
    expect(scoreWithRelatedWords([], { statistics, strength })).toBeNull();
  });
});
