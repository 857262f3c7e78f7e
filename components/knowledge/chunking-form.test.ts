import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chunkingSchema, DEFAULT_CHUNKING } from "@/lib/knowledge/ingestion/chunking/chunking";
import { countTokens } from "@/lib/grounding/text/count-tokens";
import {
  DEFAULTS,
  draftOf,
  NUMBERS_OF,
  readDraft,
  sameChunking,
  STRATEGIES,
  withStrategy,
  wordsOf,
  type ChunkingDraft,
} from "./chunking-form";

const drafts: fc.Arbitrary<ChunkingDraft> = fc.record({
  strategy: fc.constantFrom(...STRATEGIES),
  numbers: fc.record({
    ...Object.fromEntries(
      ["size", "overlap", "rows", "level", "parent"].map((key) => [
        key,
        fc.oneof(
          fc.integer({ min: -2, max: 4100 }).map(String),
          fc.integer({ min: 0, max: 10 }).map(String),
          fc.constantFrom("", " ", "12.5", "1e3", "many"),
        ),
      ]),
    ),
  }),
});

describe("the form of a chunking", () => {
  it("takes what the server takes, and nothing else", () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const { strategy, numbers } = draft;
        const own = NUMBERS_OF[strategy].map((key) => [
          key,
          numbers[key].trim() === "" || numbers[key].includes("e") ? NaN : Number(numbers[key]),
        ]);
        const wanted = chunkingSchema.safeParse({
          ...{ strategy, unit: "tokens" },
          ...Object.fromEntries(own),
        });
        const read = readDraft(draft);
        if ("chunking" in read) expect(read.chunking).toEqual(wanted.data);
        else expect(wanted.success).toBe(false);
      }),
    );
  });

  it("begins with what is in use, and with sound numbers for every other strategy", () => {
    const draft = draftOf(DEFAULT_CHUNKING);
    expect(readDraft(draft)).toEqual({ chunking: DEFAULT_CHUNKING });
    expect(DEFAULTS.sentences).toEqual({
      size: DEFAULT_CHUNKING.size,
      overlap: DEFAULT_CHUNKING.overlap,
    });
    for (const strategy of STRATEGIES) {
      expect(readDraft(withStrategy(draft, strategy))).toMatchObject({ chunking: { strategy } });
    }
  });

  it("tells chunkings that cut alike from others", () => {
    const page = { strategy: "page", unit: "tokens", size: 300 } as const;
    expect(sameChunking(DEFAULT_CHUNKING, { ...DEFAULT_CHUNKING })).toBe(true);
    expect(sameChunking(DEFAULT_CHUNKING, { ...DEFAULT_CHUNKING, overlap: 41 })).toBe(false);
    expect(sameChunking(page, { ...page, size: 301 })).toBe(false);
    expect(sameChunking(page, DEFAULT_CHUNKING)).toBe(false);
  });

  it("says about how many words so many tokens are", () => {
    const text =
      "Every full-time employee gets thirty days of paid leave a year. Days that were not taken expire at the end of March, unless the employee was ill or on parental leave.";
    const words = text.split(/\s+/).length;
    expect(Math.abs(wordsOf(countTokens(text)) / words - 1)).toBeLessThan(0.2);
    expect([0, 1, 2, 8, 256, 4000].map(wordsOf)).toEqual([1, 1, 2, 5, 190, 3000]);
  });
});
