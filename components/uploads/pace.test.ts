import { describe, expect, it } from "vitest";
import { paceOf, withSample, type Sample } from "./pace";

const collect = (samples: readonly Sample[]) =>
  samples.reduce<Sample[]>((all, sample) => withSample(all, sample), []);

describe("the pace of uploads", () => {
  it("is not told before there is something to tell", () => {
    const samples = collect([{ at: 0, bytes: 0, files: 0 }]);
    expect(paceOf(samples, { bytes: 10, files: 1 })).toBeNull();
  });

  it("goes by size for large files", () => {
    const samples = collect([
      { at: 0, bytes: 0, files: 0 },
      { at: 4000, bytes: 4_000_000, files: 0 },
    ]);
    expect(paceOf(samples, { bytes: 10_000_000, files: 1 })).toEqual({
      bytesPerSecond: 1_000_000,
      secondsLeft: 10,
    });
  });

  it("goes by number for many small ones", () => {
    const samples = collect([
      { at: 0, bytes: 0, files: 0 },
      { at: 2000, bytes: 2000, files: 20 },
    ]);
    expect(paceOf(samples, { bytes: 1000, files: 1000 })?.secondsLeft).toBe(100);
  });

  it("forgets what was long ago, and all of it when files were taken away", () => {
    const long = collect([
      { at: 0, bytes: 0, files: 0 },
      { at: 20_000, bytes: 100, files: 0 },
      { at: 30_000, bytes: 1100, files: 0 },
    ]);
    expect(paceOf(long, { bytes: 1000, files: 0 })?.bytesPerSecond).toBe(100);
    expect(withSample(long, { at: 31_000, bytes: 50, files: 0 })).toHaveLength(1);
  });
});
