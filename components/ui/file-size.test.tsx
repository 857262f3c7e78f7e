import { describe, expect, it } from "vitest";
import { renderWithMessages } from "@/components/testing/render";
import { FileSize } from "./file-size";

describe("FileSize", () => {
  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1000, "1 kB"],
    [999_499, "999 kB"],
    [999_500, "1.0 MB"],
    [3_400_000, "3.4 MB"],
    [999_949_999, "999.9 MB"],
    [999_950_000, "1.0 GB"],
    [4_511_500_000, "4.5 GB"],
  ])("writes %i bytes as %s", (bytes, text) => {
    const { container } = renderWithMessages(<FileSize bytes={bytes} />);
    expect(container.textContent).toBe(text);
  });
});
