import type { Root } from "hast";
import { describe, expect, it } from "vitest";
import { answerParts, fenced, rehypeAnswerMarks } from "./citation-marks";

const numbers = new Set([1, 2]);
const text = (value: string, unsupported = false) => ({ kind: "text", text: value, unsupported });
const citation = (number: number) => ({ kind: "citation", number });

describe("answerParts", () => {
  it("cuts at known marks only", () => {
    const answer = "Two weeks [1][2], see [9].";
    expect(answerParts(answer, { numbers, unsupported: [] })).toEqual([
      text("Two weeks "),
      citation(1),
      citation(2),
      text(", see [9]."),
    ]);
    expect(answerParts("", { numbers, unsupported: [] })).toEqual([]);
  });

  it("cuts around what no source backs", () => {
    const answer = "True [1]. Made up. True too [2].";
    const start = answer.indexOf("Made");
    const unsupported = [{ start, end: start + "Made up.".length }];
    expect(answerParts(answer, { numbers, unsupported })).toEqual([
      text("True "),
      citation(1),
      text(". "),
      text("Made up.", true),
      text(" True too "),
      citation(2),
      text("."),
    ]);
  });

  it("is not misled by fences in the answer itself", () => {
    expect(answerParts("a\uE000b", { numbers, unsupported: [] })).toEqual([text("a b")]);
  });
});

describe("rehypeAnswerMarks", () => {
  const textNode = (value: string) => ({ type: "text" as const, value });
  const element = (tagName: string, ...children: ReturnType<typeof textNode>[]) => ({
    type: "element" as const,
    tagName,
    properties: {},
    children,
  });

  it("marks text at any depth, but not in code", () => {
    const tree: Root = {
      type: "root",
      children: [element("p", textNode("Yes [1]")), element("code", textNode("a[1]"))],
    };
    rehypeAnswerMarks({ numbers })(tree);
    expect(tree.children[0]).toMatchObject({
      children: [{ value: "Yes " }, { tagName: "sup", properties: { "data-citation": "1" } }],
    });
    expect(tree.children[1]).toMatchObject({ children: [{ value: "a[1]" }] });
  });

  it("marks what is fenced, also across elements", () => {
    const [before = "", after = ""] = fenced("One two", [{ start: 0, end: 7 }]).split(" ");
    const tree: Root = {
      type: "root",
      children: [element("p", textNode(before)), element("p", textNode(after))],
    };
    rehypeAnswerMarks({ numbers })(tree);
    for (const child of tree.children) {
      expect(child).toMatchObject({ children: [{ tagName: "mark" }] });
    }
  });
});
