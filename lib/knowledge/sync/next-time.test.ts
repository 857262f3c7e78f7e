import { describe, expect, it } from "vitest";
import { isTimeZone, nextTime } from "./next-time";

const DAILY = [1, 2, 3, 4, 5, 6, 7];
const next = (times: string[], after: string, { days = DAILY, zone = "Europe/Berlin" } = {}) =>
  nextTime({ times, days, zone }, new Date(after))?.toISOString();

describe("the next time", () => {
  it("is a later one of today, or the first of the next day", () => {
    expect(next(["07:30", "18:00"], "2026-07-01T05:29:59Z")).toBe("2026-07-01T05:30:00.000Z");
    expect(next(["07:30", "18:00"], "2026-07-01T05:30:00Z")).toBe("2026-07-01T16:00:00.000Z");
    expect(next(["18:00", "07:30"], "2026-07-01T16:00:00Z")).toBe("2026-07-02T05:30:00.000Z");
  });

  it("is on one of the days, as they are counted there", () => {
    // Monday 12:00 in Berlin is the last of its Mondays; Saturday begins in Auckland while it is Friday here.
    expect(next(["12:00"], "2026-11-30T11:00:00Z", { days: [1] })).toBe("2026-12-07T11:00:00.000Z");
    expect(next(["00:10"], "2026-12-04T10:00:00Z", { days: [6], zone: "Pacific/Auckland" })).toBe(
      "2026-12-04T11:10:00.000Z",
    );
    expect(next(["12:00"], "2026-11-30T11:00:00Z", { days: [] })).toBeUndefined();
  });

  it("stays where the clock shows it when summer time begins and ends", () => {
    expect(next(["07:30"], "2026-03-28T12:00:00Z")).toBe("2026-03-29T05:30:00.000Z");
    expect(next(["07:30"], "2026-03-27T12:00:00Z")).toBe("2026-03-28T06:30:00.000Z");
    expect(next(["07:30"], "2026-10-24T12:00:00Z")).toBe("2026-10-25T06:30:00.000Z");
  });

  it("comes once where the clock skips it, and once where it shows it twice", () => {
    expect(next(["02:30"], "2026-03-28T12:00:00Z")).toBe("2026-03-29T01:30:00.000Z");
    expect(next(["02:30"], "2026-03-29T01:30:00Z")).toBe("2026-03-30T00:30:00.000Z");
    expect(next(["02:30"], "2026-10-24T12:00:00Z")).toBe("2026-10-25T00:30:00.000Z");
    expect(next(["02:30"], "2026-10-25T00:30:00Z")).toBe("2026-10-26T01:30:00.000Z");
    expect(next(["01:30"], "2026-11-01T04:00:00Z", { zone: "America/New_York" })).toBe(
      "2026-11-01T05:30:00.000Z",
    );
    expect(next(["02:15"], "2026-10-03T12:00:00Z", { zone: "Australia/Lord_Howe" })).toBe(
      "2026-10-03T15:45:00.000Z",
    );
  });
});

it("knows time zones by name", () => {
  expect(["Europe/Berlin", "UTC", "Mars/Olympus", ""].map(isTimeZone)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
