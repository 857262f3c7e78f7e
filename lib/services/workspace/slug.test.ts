import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slugify, withSuffix } from "./slug";

describe("slugify", () => {
  it.each([
    ["Café Müller GmbH", "cafe-muller-gmbh"],
    ["Ada’s workspace", "adas-workspace"],
    ["日本語", "workspace"],
    ["API", "workspace"],
    ["  --  ", "workspace"],
  ])("%s → %s", (name, slug) => {
    expect(slugify(name)).toBe(slug);
  });

  it("always gives one path segment", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (name) => {
        expect(slugify(name)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(withSuffix(slugify(name)).length).toBeLessThanOrEqual(46);
      }),
    );
  });
});
