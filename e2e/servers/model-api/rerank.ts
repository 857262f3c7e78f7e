import { wordsOf } from "./answer";

/** The share of the question's words that each text has, 0 to 1. */
export function scoresOf(query: string, texts: readonly string[]): number[] {
  const asked = new Set(wordsOf(query));
  return texts.map((text) => {
    const said = new Set(wordsOf(text));
    const shared = [...asked].filter((word) => said.has(word)).length;
    return asked.size === 0 ? 0 : shared / asked.size;
  });
}
