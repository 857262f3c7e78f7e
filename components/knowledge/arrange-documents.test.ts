import { describe, expect, it } from "vitest";
import {
  FIRST,
  filterInput,
  fromParams,
  isFiltered,
  sortedBy,
  toParams,
  WINDOW,
  windowStart,
  type Arrangement,
} from "./arrange-documents";

const NARROW: Arrangement = {
  search: " leave ",
  states: ["skipped", "failed"],
  types: ["pdf", ""],
  tag: "HR & law",
  reason: "ingestion.password",
  duplicates: true,
  sort: "updatedAt",
  direction: "desc",
};

describe("the address of an arrangement", () => {
  it("says nothing of what is usual", () => {
    expect(toParams(FIRST).toString()).toBe("");
    expect(fromParams(new URLSearchParams())).toEqual(FIRST);
  });

  it("brings everything back", () => {
    const back = fromParams(new URLSearchParams(toParams(NARROW).toString()));
    expect(back).toEqual({ ...NARROW, search: "leave" });
  });

  it("passes over what makes no sense", () => {
    const params = new URLSearchParams("state=odd&sort=colour&order=sideways&same=yes");
    expect(fromParams(params)).toEqual(FIRST);
  });
});

describe("what is asked of the server", () => {
  it("leaves out what doesn't narrow", () => {
    expect(filterInput(FIRST)).toEqual({});
    expect(isFiltered({ ...FIRST, search: "  ", sort: "size" })).toBe(false);
    expect(isFiltered({ ...FIRST, duplicates: true })).toBe(true);
  });

  it("is a page that has the row and what one sees around it", () => {
    for (const first of [0, 1, 24, 49, 50, 99, 4_711, 9_999]) {
      const start = windowStart(first);
      expect(start).toBeGreaterThanOrEqual(0);
      if (first >= 50) expect(first - start).toBeGreaterThanOrEqual(25);
      expect(start + WINDOW - first).toBeGreaterThan(70);
    }
  });

  it("stays the same page while one scrolls a little", () => {
    expect(windowStart(104)).toBe(windowStart(149));
  });
});

describe("a click on a column", () => {
  it("turns the order of the one that leads, and starts others with what one looks for", () => {
    expect(sortedBy(FIRST, "name")).toMatchObject({ sort: "name", direction: "desc" });
    expect(sortedBy(FIRST, "size")).toMatchObject({ sort: "size", direction: "desc" });
    expect(sortedBy(NARROW, "state")).toMatchObject({ sort: "state", direction: "asc" });
  });
});
