import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { waitMs } from "./model-wait";

describe("waitMs", () => {
  it("doubles from a second to five minutes, with up to half of it added by chance", () => {
    expect([1, 2, 3, 4].map((attempt) => waitMs(attempt, 0, 0))).toEqual([1000, 2000, 4000, 8000]);
    expect(waitMs(3, 0, 1)).toBe(6000);
    expect(waitMs(500, 0, 0)).toBe(300_000);
  });

  it("never comes back before the endpoint said", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(3_600_000), (attempts, asked) => {
        expect(waitMs(attempts, asked)).toBeGreaterThanOrEqual(asked);
      }),
    );
  });
});
