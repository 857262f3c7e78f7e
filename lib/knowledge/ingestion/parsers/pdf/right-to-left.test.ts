import { describe, expect, it } from "vitest";
import { mayHaveSwapped, repairWords } from "./arabic-ligatures";
import { isRightToLeft, logicalOrder, readRightToLeft, shareOut } from "./right-to-left";
import { isVertical, readVertical } from "./vertical-text";

const word = (text: string, x: number, y: number) => ({
  text,
  x,
  y,
  width: 10 * text.length,
  height: 10,
});

describe("text from right to left", () => {
  it("is put into the order in which it is read", () => {
    expect(logicalOrder(["حلول", "في", "Python", "و", "R", "تعتبر"])).toBe(
      "تعتبر R و Python في حلول",
    );
    expect(logicalOrder([".للمشكلات", "machine", "learning", "أدوات"])).toBe(
      "أدوات machine learning للمشكلات.",
    );
    expect(logicalOrder(["2,500.75", "المبلغ"])).toBe("المبلغ 2,500.75");
    expect(logicalOrder([")", "نص", "("])).toBe("( نص )");
  });

  it("keeps words of it in order within other text", () => {
    expect(
      logicalOrder([
        "Name:",
        "السلام",
        "عليكم",
        "is the greeting that stands at the end of this line",
      ]),
    ).toBe("Name: عليكم السلام is the greeting that stands at the end of this line");
    expect(isRightToLeft("English text")).toBe(false);
    expect(isRightToLeft("نص عربي with")).toBe(true);
  });

  it("is read line by line within its place", () => {
    const words = [word("ب", 10, 10), word("ا", 40, 10), word("ج", 40, 30), word("x", 400, 10)];
    const place = { x: 0, y: 0, width: 100, height: 60 };
    const line = { x: 0, y: 0, width: 100, height: 25 };
    const { own, rest } = shareOut(words, [place, line, undefined]);
    expect(own.map((one) => readRightToLeft(one))).toEqual(["ج", "ا ب", ""]);
    expect(rest.map(({ text }) => text)).toEqual(["x"]);
  });

  it("is put together from the pieces a browser draws", () => {
    const drawn = [word("فظ", 10, 10), word("وملا", 30, 10), word("ا", 90, 10)];
    const repairs = { get: (text: string) => (text === "فظوملا" ? "الموظف" : undefined) };
    expect(readRightToLeft(drawn, repairs)).toBe("ا الموظف");
    const logical = [word("ظف", 10, 10), word("المو", 30, 10)];
    expect(readRightToLeft(logical)).toBe("الموظف");
  });

  it("gets the letters of its ligatures back in order", () => {
    expect(mayHaveSwapped("اإلنتاجية")).toBe(true);
    expect(mayHaveSwapped("English")).toBe(false);
    const repairs = new Map([["خالل", "خلال"]]);
    expect(repairWords("خالل اإلنتاجية حالة", repairs)).toBe("خلال الإنتاجية حالة");
  });
});

describe("text in columns of signs", () => {
  const column = (text: string, x: number) =>
    [...text].map((sign, index) => word(sign, x, 20 + index * 10));

  it("is read downwards, from the right", () => {
    const words = [...column("日本語", 100), ...column("あいうえお", 120)];
    expect(isVertical(words)).toBe(true);
    expect(readVertical(words).map((block) => "text" in block && block.text)).toEqual([
      "あいうえお日本語",
    ]);
  });

  it("is told from lines of signs", () => {
    const line = [..."日本語の文章"].map((sign, index) => word(sign, 20 + index * 10, 20));
    const next = [..."二行目の文章"].map((sign, index) => word(sign, 20 + index * 10, 36));
    expect(isVertical([...line, ...next])).toBe(false);
    expect(isVertical([word("あいうえお", 20, 20)])).toBe(false);
  });
});
