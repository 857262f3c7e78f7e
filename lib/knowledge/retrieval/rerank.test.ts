import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import { passage } from "@/lib/testing/passages";
import { candidatesFor, rerankPassages } from "./rerank";

const signal = new AbortController().signal;
const found = ["one", "two", "three"].map((text) => passage(text));
const scoring = (scores: number[]) => ({ open: async () => ({ rerank: async () => scores }) });

describe("reranking", () => {
  it("sorts by the scores, keeps equal ones in order, and loses and adds nothing", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 20 }),
        async (scores) => {
          const given = scores.map((_, index) => passage(`text ${String(index)}`));
          const onFailed = () => expect.unreachable();
          const ordered = await rerankPassages(given, {
            query: "?",
            signal,
            onFailed,
            ...scoring(scores),
          });
          const expected = given
            .map((one, index) => ({ one, index, score: scores[index] ?? 0 }))
            .sort((a, b) => b.score - a.score || a.index - b.index);
          expect(ordered.map(({ text }) => text)).toEqual(expected.map(({ one }) => one.text));
          expect(ordered.map(({ scores: { rerank } }) => rerank)).toEqual(
            expected.map(({ score }) => score),
          );
        },
      ),
    );
  });

  it("says from which place to which it moved each", async () => {
    const given = found.map((one, at) => ({
      ...one,
      places: { keyword: at + 1, vector: null, fused: at + 1, rerank: null },
    }));
    const onFailed = () => expect.unreachable();
    const ordered = await rerankPassages(given, {
      query: "?",
      signal,
      onFailed,
      ...scoring([0.1, 0.9, 0.5]),
    });
    expect(ordered.map(({ places }) => [places?.fused, places?.rerank])).toEqual([
      [2, 1],
      [3, 2],
      [1, 3],
    ]);
  });

  it("keeps the order when it fails, and says why", async () => {
    const failures: string[] = [];
    const ordered = await rerankPassages(found, {
      query: "?",
      signal,
      open: () => Promise.reject(new AppError("model.unavailable", "unavailable")),
      onFailed: ({ code }) => failures.push(code),
    });
    expect(ordered).toEqual(found);
    expect(failures).toEqual(["model.unavailable"]);
  });

  it("hides no fault of its own, and stops when it is told to", async () => {
    const onFailed = () => expect.unreachable();
    const fault = new TypeError("a fault");
    const broken = { query: "?", open: () => Promise.reject(fault), onFailed };
    await expect(rerankPassages(found, { ...broken, signal })).rejects.toBe(fault);
    const reason = new Error("stopped by a test");
    const aborted = AbortSignal.abort(reason);
    await expect(rerankPassages(found, { ...broken, signal: aborted })).rejects.toBe(reason);
  });

  it("chooses from more than it hands on, within bounds", () => {
    expect([1, 8, 20, 50].map(candidatesFor)).toEqual([4, 32, 50, 50]);
  });
});
