import { screen } from "@testing-library/react";
import fc from "fast-check";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { renderWithMessages } from "@/components/testing/render";
import { toPassageBlocks } from "./passage-blocks";
import { PassageText } from "./passage-text";

let scrolledTo: string[] = [];
beforeEach(() => {
  scrolledTo = [];
  // jsdom has no layout and so no scrolling.
  Element.prototype.scrollIntoView = function scrollIntoView(this: Element) {
    scrolledTo.push(this.textContent ?? "");
  };
});

const label = "Handbook";
const text = "Leave\n\nYou get 28 days. Ask your lead.\n\nSick days are extra.";
const view = { text, textStart: 0, structure: [] };
const at = (part: string) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });
const passages = [
  { ...at("You get 28 days. Ask your lead."), name: "1" },
  { ...at("Ask your lead.\n\nSick days are extra."), name: "2" },
];

describe("PassageText", () => {
  it("draws where passages overlap as belonging to both", () => {
    const { container } = renderWithMessages(
      <PassageText view={view} passages={passages} label={label} />,
    );
    const drawn = [...container.querySelectorAll<HTMLElement>("[data-in]")];
    expect(drawn.map((piece) => [piece.textContent, piece.dataset.in])).toEqual([
      ["You get 28 days. ", "0"],
      ["Ask your lead.", "0 1"],
      ["Sick days are extra.", "1"],
    ]);
  });

  it("chooses by the chip, and by a click on the text the next of those it belongs to", async () => {
    const onSelect = vi.fn();
    const { user } = renderWithMessages(
      <PassageText
        view={view}
        passages={passages}
        selected={0}
        onSelect={onSelect}
        label={label}
      />,
    );
    expect(scrolledTo).toEqual(["You get 28 days. "]);
    await user.click(screen.getByRole("button", { name: "Passage 2" }));
    await user.click(screen.getByText("Ask your lead."));
    await user.click(screen.getByText("You get 28 days."));
    expect(onSelect.mock.calls).toEqual([[1], [1], [0]]);
  });

  it("marks a quote above the passages and scrolls to it", () => {
    const { container } = renderWithMessages(
      <PassageText view={view} passages={passages} quote={at("28 days")} label={label} />,
    );
    expect(container.querySelector("mark")?.textContent).toBe("28 days");
    expect(scrolledTo).toEqual(["28 days"]);
  });

  it("shows markup in the text as text", () => {
    const html = { text: "See <b>this</b>.", textStart: 0, structure: [] };
    const { container } = renderWithMessages(
      <PassageText view={html} passages={[{ start: 0, end: 16, name: "1" }]} label={label} />,
    );
    expect(container.querySelector("b")).toBeNull();
  });
});

describe("toPassageBlocks", () => {
  it("keeps every visible character once, and gives each to exactly the passages it is in", () => {
    const range = fc.tuple(fc.nat(60), fc.nat(60)).map(([a, b]) => ({
      start: Math.min(a, b),
      end: Math.max(a, b) + 1,
    }));
    const words = fc.stringMatching(/^[a-z \n]{0,60}$/);
    fc.assert(
      fc.property(words, fc.array(range, { maxLength: 6 }), (body, ranges) => {
        const blocks = toPassageBlocks(
          { text: body, textStart: 0, structure: [] },
          { passages: ranges },
        );
        const pieces = blocks.flatMap((block) => (block.kind === "page" ? [] : block.pieces));
        const shown = pieces.map((piece) => piece.text).join("");
        expect(shown.replace(/\s/g, "")).toBe(body.replace(/\s/g, ""));
        for (const piece of pieces) {
          for (let offset = piece.start; offset < piece.start + piece.text.length; offset += 1) {
            const own = ranges.flatMap(({ start, end }, index) =>
              start <= offset && offset < end ? [index] : [],
            );
            expect([...piece.in].sort((a, b) => a - b)).toEqual(own);
          }
        }
        const begun = pieces.flatMap((piece) => piece.begins);
        expect(new Set(begun).size).toBe(begun.length);
      }),
    );
  });
});
