import { expect, it } from "vitest";
import { languageFor } from "./language";

it.each([
  [[null, "de-AT", "en"], "de"],
  [["fr", "de"], "fr"],
  [[null, "pt-BR", "es-419"], "es"],
  [["ja", "zh"], "en"],
  [[undefined], "en"],
  [["EN-gb"], "en"],
] as const)("chooses from %j", (wished, expected) => {
  expect(languageFor(wished)).toBe(expected);
});
