/** Characters of a word that make one token, about what the tokenizers of language models do with English. */
const CHARACTERS_PER_TOKEN = 6;
const PIECES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]|[\p{L}\p{M}]+|\p{N}+|[^\s\p{L}\p{M}\p{N}]/gu;

/**
 * Estimates the tokens of a text without a tokenizer, as the unit of passage sizes: a word counts one token for every
 * six letters begun, a number one for every three digits, a mark of punctuation one, a character of a script written
 * without spaces one. On English prose this is within about 15 % of the usual tokenizers.
 */
export function countTokens(text: string): number {
  let tokens = 0;
  for (const [piece] of text.matchAll(PIECES)) {
    if (/^\p{N}/u.test(piece)) tokens += Math.ceil(piece.length / 3);
    else tokens += Math.ceil(piece.length / CHARACTERS_PER_TOKEN);
  }
  return tokens;
}
