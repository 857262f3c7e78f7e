import fc from "fast-check";
import { expect, it } from "vitest";
import { countTokens } from "./count-tokens";

it.each([
  ["", 0],
  ["  \n\t", 0],
  ["word", 1],
  ["letters", 2],
  ["It's 1,250.50 EUR.", 10],
  ["地下车库", 4],
])("counts %j as %i", (text, tokens) => {
  expect(countTokens(text)).toBe(tokens);
});

it("counts a text of ASCII as it counts one with other characters", () => {
  const ascii = fc.string({ unit: "binary-ascii", maxLength: 200 });
  fc.assert(
    fc.property(ascii, (text) => {
      expect(countTokens(`${text} é`)).toBe(countTokens(text) + 1);
    }),
  );
});
