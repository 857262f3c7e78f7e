import { describe, expect, it } from "vitest";
import { expandKeys } from "./expand";

describe("expandKeys", () => {
  it("nests the parts of a key", () => {
    expect(expandKeys({ "workflow.stale": "a" }, { "workflow.gone": "b", plain: "c" })).toEqual({
      workflow: { stale: "a", gone: "b" },
      plain: "c",
    });
  });

  it("refuses a key that two lists define", () => {
    expect(() => expandKeys({ "a.b": "one" }, { "a.b": "two" })).toThrow('"a.b"');
  });

  it("refuses a key below another message, in either order", () => {
    expect(() => expandKeys({ a: "one", "a.b": "two" })).toThrow('"a.b"');
    expect(() => expandKeys({ "a.b": "two", a: "one" })).toThrow('"a"');
  });
});
