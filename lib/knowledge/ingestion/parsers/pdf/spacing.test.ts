import type { LayoutBlock, TextItem } from "@llamaindex/liteparse";
import { describe, expect, it } from "vitest";
import { mendSpaces } from "./spacing";

const place = { y: 100, height: 12 };
const style = { fontName: "A", fontSize: 11 };
/** A run of text whose boxes stand at the given places; letters are 6 points wide. */
function run(text: string, boxes: readonly (readonly [text: string, x: number])[]): TextItem {
  const words = boxes.map(([word, x]) => ({ ...place, text: word, x, width: word.length * 6 }));
  const [first, last] = [words[0], words.at(-1)];
  const x = first?.x ?? 0;
  return { ...place, ...style, text, x, width: (last?.x ?? 0) + (last?.width ?? 0) - x, words };
}
const block = (part: Partial<LayoutBlock>): LayoutBlock => ({
  kind: "paragraph",
  bbox: { x: 0, y: 95, width: 500, height: 20 },
  ...part,
});
const texts = (items: readonly TextItem[]) => items.map(({ text }) => text);

describe("mendSpaces", () => {
  it("puts words together whose letters touch", () => {
    const torn = run("R e gion", [
      ["R", 10],
      ["e", 16],
      ["gion", 22.2],
    ]);
    const { items, blocks } = mendSpaces({
      items: [torn],
      blocks: [
        block({ text: "The R e gion" }),
        block({ kind: "table", header: [{ text: "R e gion" }], rows: [[{ text: "R e gional" }]] }),
        block({ text: "R e gion", bbox: { x: 0, y: 300, width: 500, height: 20 } }),
      ],
    });
    expect(texts(items)).toEqual(["Region"]);
    expect(items[0]?.words).toMatchObject([{ text: "Region", x: 10 }]);
    expect(blocks[0]?.text).toBe("The Region");
    expect(blocks[1]).toMatchObject({
      header: [{ text: "Region" }],
      rows: [[{ text: "R e gional" }]],
    });
    expect(blocks[2]?.text).toBe("R e gion");
  });

  it("puts a number together that was cut at its comma", () => {
    const parts = [
      run("12,", [["12,", 10]]),
      run("345 €", [
        ["345", 28],
        ["€", 50],
      ]),
    ];
    const { items, blocks } = mendSpaces({ items: parts, blocks: [block({ text: "12, 345 €" })] });
    expect(texts(items)).toEqual(["12,345 €"]);
    expect(blocks[0]?.text).toBe("12,345 €");
  });

  it("leaves words alone that stand apart, however closely", () => {
    const close = run("a b", [
      ["a", 10],
      ["b", 17.6],
    ]);
    const { items } = mendSpaces({ items: [close], blocks: [] });
    expect(items).toEqual([close]);
  });

  it("keeps a raised number and the next line apart", () => {
    const raised = { ...run("2", [["2", 28]]), y: 94, height: 8, fontSize: 7 };
    const below = { ...run("x", [["x", 28]]), y: 112 };
    const items = [run("area", [["are", 10]]), raised, run("are", [["are", 10]]), below];
    expect(mendSpaces({ items, blocks: [] }).items).toHaveLength(4);
  });
});
