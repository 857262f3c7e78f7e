import { expect, it } from "vitest";
import { LANGUAGES } from "../look/language";
import { WORDS } from "./of-language";
import { fill } from "./words";

/** Every text with its path. */
function texts(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  return Object.entries(value ?? {}).flatMap(([key, one]) => texts(one, `${path}.${key}`));
}
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

it.each(LANGUAGES)("%s says everything, with the same gaps to fill", (language) => {
  const own = new Map(texts(WORDS[language]));
  for (const [path, text] of texts(WORDS.en)) {
    expect(own.get(path)?.trim(), path).toBeTruthy();
    expect(placeholders(own.get(path) ?? ""), path).toEqual(placeholders(text));
  }
});

it("fills gaps, and leaves those without a value", () => {
  expect(fill("{a} and {b}", { a: 1 })).toBe("1 and {b}");
});
