import { describe, expect, it } from "vitest";
import { calibrationError } from "./calibration-error";

const of = (score: number, ...sufficient: boolean[]) =>
  sufficient.map((one) => ({ score, sufficient: one }));

describe("the calibration error", () => {
  it("is 0 when as many are sufficient as the score says", () => {
    expect(calibrationError([...of(0.75, true, true, true, false), ...of(0.5, true, false)])).toBe(
      0,
    );
  });
  it("weighs each tenth of the scale by how many questions it has", () => {
    expect(calibrationError([...of(1, false, false, false), ...of(0.05, false)])).toBeCloseTo(
      0.7625,
    );
  });
  it("doesn't let mistakes of different tenths make up for each other", () => {
    expect(calibrationError([...of(0.2, true), ...of(0.8, false)])).toBeCloseTo(0.8);
  });
  it("is 0 without questions", () => expect(calibrationError([])).toBe(0));
});
