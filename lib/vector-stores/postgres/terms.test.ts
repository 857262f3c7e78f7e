import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countsJson, countTerms, keywordTerms } from "./terms";

describe("keywordTerms", () => {
  it("stems words, drops function words and keeps numbers", () => {
    expect(keywordTerms("Which holidays does the policy allow in 2,024?")).toEqual(
      keywordTerms("holiday policies allowing 2024"),
    );
  });

  it("writes other scripts with letters and digits only, the same in question and text", () => {
    expect(keywordTerms("отпуск")).toHaveLength(1);
    expect(keywordTerms("отпуск")).toEqual(keywordTerms("ОТПУСК"));
    expect(keywordTerms("отпуск")).not.toEqual(keywordTerms("отпуска 7"));
    const question = keywordTerms("年假有多少天");
    expect(keywordTerms("员工年假共有二十天。")).toEqual(
      expect.arrayContaining(question.slice(0, 1)),
    );
  });

  it("folds accents", () => {
    expect(keywordTerms("Müller café")).toEqual(keywordTerms("Muller cafe"));
  });

  it("gives only words that every PostgreSQL parses as one", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (text) => {
        for (const term of keywordTerms(text)) expect(term).toMatch(/^[a-z][a-z0-9]{0,5}$/);
      }),
    );
  });

  it("tells long words apart although it abbreviates them", () => {
    const words = Array.from({ length: 20_000 }, (_, at) => `measurement${at.toString(36)}q`);
    expect(new Set(keywordTerms(words.join(" "))).size).toBeGreaterThan(19_980);
  });

  it("counts terms whatever their name", () => {
    expect(countsJson(countTerms(["a", "b", "a"]))).toBe('{"a":2,"b":1}');
    expect(countsJson(countTerms(["constructor", "constructor"]))).toBe('{"constructor":2}');
    expect(countsJson(countTerms([]))).toBe("{}");
  });
});
