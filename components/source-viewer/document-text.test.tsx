import { screen } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { renderWithMessages } from "@/components/testing/render";
import { DocumentText } from "./document-text";
import { toBlocks } from "./text-blocks";

let scrolledTo: Element[] = [];
beforeEach(() => {
  scrolledTo = [];
  // jsdom has no layout and so no scrolling.
  Element.prototype.scrollIntoView = function scrollIntoView(this: Element) {
    scrolledTo.push(this);
  };
});

const label = "Handbook";
const text = "Leave\n\nYou get <b>28 days</b>.\n\nAsk early.";
const structure = [{ kind: "heading" as const, level: 1, start: 0, end: 5 }];

function show(quote: { start: number; end: number } | null) {
  const blocks = toBlocks({ text, textStart: 0, structure }, quote);
  return renderWithMessages(<DocumentText blocks={blocks} label={label} />);
}

describe("DocumentText", () => {
  it("marks the quote, scrolls to it and can be linked to it", () => {
    const start = text.indexOf("28");
    const { container } = show({ start, end: start + 7 });
    const mark = container.querySelector("mark");
    expect(mark?.textContent).toBe("28 days");
    expect(mark?.id).toBe("quote");
    expect(scrolledTo).toEqual([mark]);
  });

  it("shows markup in the text as text", () => {
    const { container } = show(null);
    expect(container.querySelector("b")).toBeNull();
    expect(screen.getByText(/<b>28 days<\/b>/)).toBeDefined();
  });

  it("gives headings a level below the page's own", () => {
    show(null);
    expect(screen.getByRole("heading", { level: 2 }).textContent).toBe("Leave");
  });

  it("scrolls nowhere without a quote", () => {
    show(null);
    expect(scrolledTo).toEqual([]);
  });
});
