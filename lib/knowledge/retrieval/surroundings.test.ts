import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { passage } from "@/lib/testing/passages";
import type { FoundPassage } from "@/lib/vector-stores/_contract/passage-store";
import { countTokens } from "@/lib/grounding/text/count-tokens";
import { inSurroundings } from "./surroundings";

/** A text with a small passage in it that begins at `at`, or the whole of it. */
const found = fc
  .record({
    text: fc.lorem({ mode: "sentences", maxCount: 6 }),
    offset: fc.nat(1000),
    at: fc.nat(20),
    whole: fc.boolean(),
  })
  .map(({ text, offset, at, whole }): FoundPassage => {
    const around = { start: offset, end: offset + text.length, text, page: 2 };
    const from = Math.min(at, text.length - 1);
    const small = passage(text.slice(from), { start: offset + from, end: around.end, page: 3 });
    return whole ? { ...passage(text, around), around: null } : { ...small, around: { ...around } };
  });

describe("surroundings", () => {
  it("keep order, scores and number, and say exactly what was found in them", () => {
    fc.assert(
      fc.property(fc.array(found, { maxLength: 12 }), fc.nat(400), (all, budget) => {
        const given = inSurroundings(all, budget);
        expect(given.map(({ scores }) => scores)).toEqual(all.map(({ scores }) => scores));
        given.forEach((one, at) => {
          const small = all[at];
          expect(one.end - one.start).toBe(one.text.length);
          expect(one.textHash).toBe(createHash("sha256").update(one.text).digest("hex"));
          expect(one).not.toHaveProperty("around");
          if (!one.match) expect(one.text).toBe(small?.text);
          else {
            const { start, end } = one.match;
            expect(one.text.slice(start - one.start, end - one.start)).toBe(small?.text);
          }
        });
      }),
    );
  });

  it("keep to the budget together, the best first", () => {
    fc.assert(
      fc.property(fc.array(found, { maxLength: 12 }), fc.nat(400), (all, budget) => {
        const given = inSurroundings(all, budget);
        const spent = (of: typeof given) =>
          of.reduce((sum, one) => sum + (one.match ? countTokens(one.text) : 0), 0);
        expect(spent(given)).toBeLessThanOrEqual(budget);
        given.forEach((one, at) => {
          const tokens = countTokens(all[at]?.around?.text ?? "");
          const refused = all[at]?.around && !one.match;
          if (refused) expect(spent(given.slice(0, at)) + tokens).toBeGreaterThan(budget);
        });
      }),
    );
  });
});
