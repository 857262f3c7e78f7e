import { describe, expect, it } from "vitest";
import type { Root } from "hast";
import { rehypeCitationMarks, splitCitations } from "./citation-marks";

const known = new Set([1, 2]);

describe("splitCitations", () => {
  it("cuts at known marks only", () => {
    expect(splitCitations("Two weeks [1][2], see [9].", known)).toEqual([
      "Two weeks ",
      { number: 1 },
      { number: 2 },
      ", see [9].",
    ]);
    expect(splitCitations("no marks", known)).toEqual(["no marks"]);
    expect(splitCitations("", known)).toEqual([]);
  });
});

describe("rehypeCitationMarks", () => {
  it("marks text at any depth, but not in code", () => {
    const text = (value: string) => ({ type: "text" as const, value });
    const element = (tagName: string, ...children: ReturnType<typeof text>[]) => ({
      type: "element" as const,
      tagName,
      properties: {},
      children,
    });
    const tree: Root = {
      type: "root",
      children: [element("p", text("Yes [1]")), element("code", text("a[1]"))],
    };
    rehypeCitationMarks({ numbers: known })(tree);
    expect(tree.children[0]).toMatchObject({
      children: [{ value: "Yes " }, { tagName: "sup", properties: { "data-citation": "1" } }],
    });
    expect(tree.children[1]).toMatchObject({ children: [{ value: "a[1]" }] });
  });
});
