import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leaveOutRepeats } from "./leave-out-repeats";

const distinct = (...texts: string[]) =>
  leaveOutRepeats(texts.map((text) => ({ text }))).map(({ text }) => text);

describe("leaving out repeats", () => {
  it("keeps the best of those that say the same in other dress, also within a longer one", () => {
    const rule = "Visitors park on level two of the garage.";
    expect(distinct(rule, "> visitors  park\non LEVEL two of the garage")).toEqual([rule]);
    expect(distinct(`${rule} It closes at nine.`, rule)).toHaveLength(1);
    expect(distinct(rule, `${rule} It closes at nine.`)).toHaveLength(2);
  });

  it("says of the better one how many it stands for, and of the others nothing", () => {
    const rule = "Visitors park on level two of the garage.";
    const texts = ["Lost badges cost twelve euros at the desk.", rule, `> ${rule}`, rule];
    const kept = leaveOutRepeats(texts.map((text) => ({ text })));
    expect(kept).toEqual([{ text: texts[0] }, { text: rule, repeats: 2 }]);
  });

  it.each([
    ["Visitors park on level two of the garage.", "Visitors park on level three of the garage."],
    ["The fee for a lost badge is 12 euros.", "The fee for a lost badge is 13 euros."],
    ["The fee changes by 5 % in the next year.", "The fee changes by -5 % in the next year."],
    ["Visitors may park on level two here.", "Visitors may not park on level two here."],
  ])("keeps both of “%s” and “%s”", (one, other) => {
    expect(distinct(one, other)).toEqual([one, other]);
  });

  it("keeps order and the first, loses nothing but repeats, and does nothing the second time", () => {
    const texts = fc.array(fc.lorem({ mode: "words", maxCount: 12 }), { maxLength: 12 });
    fc.assert(
      fc.property(texts, (all) => {
        const kept = distinct(...all);
        expect(kept[0]).toBe(all[0]);
        expect(distinct(...kept)).toEqual(kept);
        for (const text of all) expect(kept.some((one) => one.includes(text))).toBe(true);
        expect(kept).toEqual(
          all.filter(
            (text, at) =>
              kept.includes(text) &&
              (all.indexOf(text) === at || kept.filter((one) => one === text).length > 1),
          ),
        );
      }),
    );
  });

  it("leaves short texts alone, in which little is said", () => {
    expect(distinct("Price list", "Price list")).toHaveLength(2);
  });
});
