import { describe, expect, it } from "vitest";
import { clientIp } from "./client-ip";

describe("clientIp", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["invented, 203.0.113.7", "203.0.113.7"],
    ["", "unknown"],
    [" , ", "unknown"],
  ])("takes the entry the nearest proxy wrote: %j", (header, expected) => {
    expect(clientIp({ "x-forwarded-for": header })).toBe(expected);
    expect(clientIp(new Headers({ "x-forwarded-for": header }))).toBe(expected);
  });

  it("is bounded, as it becomes a key in the database", () => {
    expect(clientIp({ "x-forwarded-for": "9".repeat(10_000) })).toHaveLength(100);
    expect(clientIp({})).toBe("unknown");
  });
});
