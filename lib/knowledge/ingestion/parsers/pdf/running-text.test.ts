import { describe, expect, it } from "vitest";
import { isPageNumber } from "./running-text";

const atTop = (text: string) => ({
  kind: "paragraph" as const,
  text,
  rect: { x: 50, y: 20, width: 200, height: 12 },
});
const isNumber = (text: string) => isPageNumber({ height: 800 }, atTop(text));

describe("the number of a page", () => {
  it.each(["3", "- 3 -", "Page 3 of 10", "Seite 3 von 10", "iv", "стр. 3", "第 3 页", "3/10"])(
    "is %s",
    (text) => {
      expect(isNumber(text)).toBe(true);
    },
  );

  it.each([
    "העובד זכאי לחופשה שנתית של 28 ימים בשנה",
    "Срок отпуска 28 дней",
    "有給休暇は年間20日です",
    "Room 28 is closed",
  ])("isn't %s", (text) => {
    expect(isNumber(text)).toBe(false);
  });
});
