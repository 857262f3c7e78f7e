import { describe, expect, it } from "vitest";
import { detectLanguage } from "./detect-language";

const ENGLISH = "Visitors park on level two, and the garage closes at nine in the evening. ";
const GERMAN = "Alle Beschäftigten haben Anspruch auf dreißig Tage Urlaub im Kalenderjahr. ";

describe("detectLanguage", () => {
  it.each([
    ["en", ENGLISH],
    ["de", GERMAN],
    ["fr", "Les employés ont droit à trente jours de congés payés chaque année civile."],
    ["ru", "Все сотрудники имеют право на тридцать дней оплачиваемого отпуска в год."],
    [
      "ja",
      "従業員は毎年三十日間の有給休暇を取得する権利があります。休暇は上司の承認が必要です。詳しくは人事部までお問い合わせください。",
    ],
  ])("tells %s", (language, text) => {
    expect(detectLanguage(text)).toBe(language);
  });

  it("goes by most of the text, not by its beginning", () => {
    expect(detectLanguage(ENGLISH + GERMAN.repeat(200))).toBe("de");
  });

  it("says nothing about what says too little", () => {
    expect(detectLanguage("")).toBeNull();
    expect(detectLanguage("A-17; 22 | 35,00 | 19 %")).toBeNull();
  });
});
