import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accentColors } from "./colors";
import { contrastOf, mixed, readableOn, textOn } from "./contrast";

const color = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, "0")}`);

describe("contrast", () => {
  it("is WCAG's", () => {
    expect(contrastOf("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrastOf("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  });

  it("is enough for text on every brand colour", () => {
    fc.assert(
      fc.property(color, (brand) => {
        expect(contrastOf(textOn(brand), brand)).toBeGreaterThanOrEqual(4.5);
        // Also under the pointer, but for a step of rounding.
        const { "--gw-accent-hover": hover = "" } = accentColors(brand, "light");
        expect(contrastOf(textOn(brand), hover)).toBeGreaterThanOrEqual(4.45);
      }),
    );
  });

  it("is enough for text in every brand colour, on every ground", () => {
    fc.assert(
      fc.property(color, color, (brand, ground) => {
        // A step of rounding to whole values of 255.
        expect(contrastOf(readableOn(brand, ground), ground)).toBeGreaterThanOrEqual(4.45);
      }),
    );
  });

  it("leaves a colour that reads well as it is", () => {
    expect(readableOn("#0f7a55", "#ffffff")).toBe("#0f7a55");
  });

  it("mixes", () => {
    expect(mixed("#000000", "#ffffff", 0.5)).toBe("#808080");
    expect(mixed("not a colour", "#ffffff", 0)).toBe("#000000");
  });
});
