import type { LayoutBlock, TextItem } from "@llamaindex/liteparse";
import { describe, expect, it } from "vitest";
import { withLedgers } from "./ledger";

const item = (text: string, x: number, y: number): TextItem => ({
  text,
  x,
  y,
  width: text.length * 5,
  height: 10,
});
const LABELS = ["Net sales", "Cost of sales", "Gross profit", "Other"];
const AMOUNTS = [
  ["$ 900", "$ 800"],
  ["(300)", "(250)"],
  ["600", "550"],
  ["-", "5"],
];
const labels = LABELS.map((text, row) => item(text, 50, 100 + row * 14));
const amounts = AMOUNTS.flatMap((row, at) =>
  row.map((text, column) => item(text, 300 + column * 80 - text.length * 5, 100 + at * 14)),
);
const years = [item("2026", 280, 86), item("2025", 360, 86)];
const block = (kind: LayoutBlock["kind"], items: readonly TextItem[]): LayoutBlock => {
  const x = Math.min(...items.map((one) => one.x));
  const y = Math.min(...items.map((one) => one.y));
  const width = Math.max(...items.map((one) => one.x + one.width)) - x;
  const height = Math.max(...items.map((one) => one.y + one.height)) - y;
  return { kind, text: items.map(({ text }) => text).join(" "), bbox: { x, y, width, height } };
};
const texts = (blocks: readonly LayoutBlock[]) =>
  blocks.map(({ kind, text, header, rows }) =>
    kind === "table"
      ? [header ?? [], ...(rows ?? [])].map((row) => row.map((cell) => cell.text))
      : text,
  );

describe("withLedgers", () => {
  it("puts amounts beside their labels, under their years", () => {
    const items = [...labels, ...years, ...amounts];
    const blocks = [block("paragraph", labels), block("paragraph", [...years, ...amounts])];
    expect(texts(withLedgers({ blocks, items }))).toEqual([
      [
        ["", "2026", "2025"],
        ["Net sales", "$ 900", "$ 800"],
        ["Cost of sales", "(300)", "(250)"],
        ["Gross profit", "600", "550"],
        ["Other", "-", "5"],
      ],
    ]);
  });

  it("keeps what stands below in a paragraph of its own", () => {
    const note = item("See the notes to these statements", 50, 200);
    const items = [...labels, note, ...amounts];
    const blocks = [block("paragraph", [...labels, note]), block("paragraph", amounts)];
    expect(texts(withLedgers({ blocks, items })).at(-1)).toBe("See the notes to these statements");
  });

  it("leaves columns of prose and whole tables alone", () => {
    const prose = Array.from({ length: 6 }, (_, row) =>
      item("this line of prose is as wide as the others", 50, 100 + row * 14),
    );
    const beside = Array.from({ length: 6 }, (_, row) =>
      item(`${String(row)}00`, 320, 100 + row * 14),
    );
    const blocks = [block("paragraph", prose), block("paragraph", beside)];
    expect(withLedgers({ blocks, items: [...prose, ...beside] })).toEqual(blocks);
    const whole = [block("table", [...labels, ...amounts])];
    expect(withLedgers({ blocks: whole, items: [...labels, ...amounts] })).toEqual(whole);
  });
});
