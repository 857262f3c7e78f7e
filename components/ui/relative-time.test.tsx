import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderWithMessages } from "@/components/testing/render";
import { RelativeTime } from "./relative-time";

function shown(date: Date): HTMLElement {
  renderWithMessages(<RelativeTime date={date} />);
  return screen.getByRole("time");
}

describe("RelativeTime", () => {
  it("says how long ago, with the exact time on hover", () => {
    const date = new Date(Date.now() - 2 * 3_600_000);
    const time = shown(date);
    expect(time.textContent).toBe("2h ago");
    expect(time.getAttribute("datetime")).toBe(date.toISOString());
    expect(time.title).toContain(String(date.getUTCFullYear()));
  });

  it("never speaks of the future because of a clock that is behind", () => {
    expect(shown(new Date(Date.now() + 30_000)).textContent).toBe("now");
  });
});
