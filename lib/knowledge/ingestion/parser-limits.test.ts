import { describe, expect, it } from "vitest";
import { limitsFor } from "./parser-limits";
import { withFile } from "./parsers/testing";

const limitsOf = (bytes: number, ocr = false) =>
  withFile(new Uint8Array(bytes), (path) =>
    limitsFor({ path, options: { ocr: ocr ? { languages: ["eng"] } : null, comments: false } }),
  );

describe("what a file may cost", () => {
  it("grows with its size, and is half a gigabyte and twenty seconds for all but large ones", async () => {
    for (const bytes of [0, 4_000_000, 11_000_000]) {
      const { residentMb, timeMs } = await limitsOf(bytes);
      expect(residentMb).toBeLessThanOrEqual(512);
      expect(timeMs).toBeLessThan(20_000);
    }
    const larger = await limitsOf(13_000_000);
    expect(larger.residentMb).toBeLessThanOrEqual(800);
    expect(larger.timeMs).toBeLessThan(60_000);
    expect((await limitsOf(36_000_000)).residentMb).toBeGreaterThan(1_000);
  });

  it("is minutes where text is recognised", async () => {
    expect((await limitsOf(1_000, true)).timeMs).toBeGreaterThan(600_000);
  });
});
