import { describe, expect, it } from "vitest";
import { paceOf } from "./pace";

describe("the pace of work", () => {
  it("is not told from a few documents or seconds", () => {
    expect(paceOf({ finished: 4, seconds: 60, left: 10 })).toBeNull();
    expect(paceOf({ finished: 50, seconds: 9, left: 10 })).toBeNull();
  });

  it("tells how long the rest takes at the same rate", () => {
    expect(paceOf({ finished: 31, seconds: 60, left: 90 })).toEqual({
      perMinute: 30,
      secondsLeft: 180,
    });
  });
});
