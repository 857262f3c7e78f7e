import type { LayoutBlock, TextItem } from "@llamaindex/liteparse";
import { describe, expect, it } from "vitest";
import { around } from "./pdf-page";
import { withTornTables } from "./torn-tables";

const ROW = 16;
/** A run of words, each letter 5 points wide. */
function item(text: string, x: number, row: number): TextItem {
  const place = { y: 100 + row * ROW, height: 10 };
  let at = x;
  const words = text.split(" ").map((word) => {
    const box = { ...place, text: word, x: at, width: word.length * 5 };
    at += (word.length + 0.6) * 5;
    return box;
  });
  return { ...place, text, x, width: at - 3 - x, words };
}
const right = (text: string, edge: number, row: number) => item(text, edge - text.length * 5, row);
const block = (items: readonly TextItem[]): LayoutBlock => {
  const bbox = around(items);
  return {
    kind: "paragraph",
    text: items.map(({ text }) => text).join(" "),
    ...(bbox ? { bbox } : {}),
  };
};
const rowsOf = (blocks: readonly LayoutBlock[]) =>
  blocks.map(({ kind, text, rows }) =>
    kind === "table" ? (rows ?? []).map((row) => row.map((cell) => cell.text)) : text,
  );

const names = ["Item", "Hex bolt M8", "Washer", "Delivery"].map((text, row) => item(text, 50, row));
const amounts = ["Qty", "100", "200", "1"].map((text, row) => right(text, 300, row));
// The names of columns stand left, the numbers below them right.
const prices = [
  item("Unit price", 380, 0),
  ...["0.25", "0.05", "9.90"].map((text, row) => right(text, 500, row + 1)),
];

describe("withTornTables", () => {
  it("puts columns beside each other together to rows", () => {
    const items = [...names, ...amounts, ...prices, item("Payable soon.", 50, 6)];
    const blocks = [block(names), block(amounts), block(prices), block(items.slice(-1))];
    expect(rowsOf(withTornTables({ blocks, items }))).toEqual([
      [
        ["Item", "Qty", "Unit price"],
        ["Hex bolt M8", "100", "0.25"],
        ["Washer", "200", "0.05"],
        ["Delivery", "1", "9.90"],
      ],
      "Payable soon.",
    ]);
  });

  it("adds the next line of a cell that wraps to its row", () => {
    const more = [
      ...names.slice(0, 1),
      item("Bolt", 50, 1),
      item("Nut", 50, 3),
      item("Pin", 50, 4),
    ];
    const counts = [amounts[0], right("5", 300, 1), right("6", 300, 3), right("7", 300, 4)];
    const terms = [
      item("Term", 380, 0),
      item("3 days", 380, 1),
      item("4 days", 380, 3),
      item("5 days", 380, 4),
    ];
    const below = item("at most", 380, 1.75);
    const columns = [more, counts.flatMap((one) => one ?? []), [...terms, below]];
    const items = columns.flat();
    expect(rowsOf(withTornTables({ blocks: columns.map(block), items }))[0]).toEqual([
      ["Item", "Qty", "Term"],
      ["Bolt", "5", "3 days at most"],
      ["Nut", "6", "4 days"],
      ["Pin", "7", "5 days"],
    ]);
  });

  it("leaves columns of text and tables that are whole alone", () => {
    const prose = [50, 220, 390].map((x) =>
      [0, 1, 2, 3].map((row) => item("some words of one sentence", x, row)),
    );
    const columns = prose.map(block);
    expect(withTornTables({ blocks: columns, items: prose.flat() })).toBe(columns);
    const items = [...names, ...amounts, ...prices];
    const whole = [block(items)];
    expect(withTornTables({ blocks: whole, items })).toBe(whole);
  });
});
