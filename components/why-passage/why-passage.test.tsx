// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { renderWithMessages } from "@/components/testing/render";
import { WhyPassage } from "./why-passage";

const scores = { keyword: 5.213, vector: 0.81, fused: 0.0312, rerank: 0.9 };
const places = { keyword: 2, vector: null, fused: 4, rerank: 1 };
const lines = () => screen.getAllByRole("definition").map(({ textContent }) => textContent);

it("tells each stage in words, and the numbers apart from them", () => {
  renderWithMessages(<WhyPassage passage={{ scores, places, repeats: 2 }} />);
  expect(lines()).toEqual([
    "2nd of the passages with words of the question. Rare words count most.",
    "Not in this list: others are more like the question, or likeness was not compared.",
    "4th. A passage stands high here when it stands high in one list, and higher when it does in both.",
    "1st, as a model that read the question and the passage put it: moved up from place 4.",
    "2 passages that say the same in the same words were left out for this one.",
  ]);
  const cells = screen.getAllByRole("cell", { hidden: true }).map(({ textContent }) => textContent);
  expect(cells).toEqual(["2", "5.21", "none", "0.810", "4", "0.0312", "1", "0.900"]);
});

it.each([
  [
    0.1,
    "Without it the router would be 10 % sure instead of 62 %. The decision turns on this passage.",
  ],
  [
    0.55,
    "Without it the router would be 55 % sure instead of 62 %. The decision would be the same.",
  ],
  [
    0.621,
    "Without it the router would be just as sure (62 %): the decision rests on other passages.",
  ],
])("says what the decision would be at %d without it", (without, told) => {
  const decision = { score: 0.62, without, thresholds: [0.5] };
  renderWithMessages(<WhyPassage passage={{ scores }} decision={decision} />);
  expect(lines()).toEqual(["How it was ranked was not kept.", told]);
});

it("tells what related words and other wordings did, and what was not found itself", () => {
  const stages = { ...places, related: 3 };
  const passage = { scores: { ...scores, related: 7.5 }, places: stages, wordings: [4, null, 1] };
  const { unmount } = renderWithMessages(<WhyPassage passage={passage} />);
  expect(lines().slice(2, 4)).toEqual([
    "3rd, when words count too that often stand with those of the question in this knowledge.",
    "Its place for the question and for each other wording: 4, none, 1.",
  ]);
  expect(screen.getByRole("cell", { name: "7.50", hidden: true })).toBeTruthy();
  unmount();
  renderWithMessages(<WhyPassage passage={{ scores, contextOf: "passage-1" }} />);
  expect(lines()).toEqual([
    "Not found itself: it stands around a passage that was found, and was handed on with it.",
  ]);
});
