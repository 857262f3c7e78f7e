import { describe, expect, it } from "vitest";
import { corpus, questions } from "./corpus";

const wordsOf = (text: string) => text.toLowerCase().match(/[a-z]+/g) ?? [];

describe("the corpus", () => {
  it("is the same in every run", () => {
    expect(corpus(30)).toEqual(corpus(30));
    expect(questions(5)).toEqual(questions(5));
  });

  it("has common and rare words", () => {
    const counts = new Map<string, number>();
    for (const { text } of corpus(200)) {
      for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    const sorted = [...counts.values()].sort((a, b) => b - a);
    expect(sorted.length).toBeGreaterThan(5_000);
    expect(sorted[0]).toBeGreaterThan(500);
    expect(sorted.filter((count) => count === 1).length).toBeGreaterThan(1_000);
  });

  it("is asked about in its own words", () => {
    const known = new Set(corpus(200).flatMap(({ text }) => wordsOf(text)));
    const asked = questions(50).flatMap(wordsOf);
    const met = asked.filter((word) => known.has(word)).length;
    expect(met / asked.length).toBeGreaterThan(0.7);
  });
});
