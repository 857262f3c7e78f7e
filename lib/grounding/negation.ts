import { STOP_WORDS } from "./text/stop-words";
import type { Token } from "./text/tokens";

const NEGATION =
  /^(?:not|never|no|none|neither|nor|cannot|without|nobody|nothing|nicht|kein\w*|nie|niemals|ohne|pas|jamais|aucun\w*|sans|nunca|sin|ningun\w*|não|nunca|sem|mai|senza|не|нет|никогда|без)$/;
/** Content words that one negation reaches. */
const REACH = 2;

/** A contraction, whose last part the tokens may have lost, or a word of denial; "not only" denies nothing. */
export function isNegation(token: Token, next: Token | undefined, text: string): boolean {
  if (/n['’]t$/i.test(text.slice(token.start, token.end))) return true;
  return NEGATION.test(token.lower) && !/^(?:only|nur)$/.test(next?.lower ?? "");
}

/** Tokens that a denial right before them turns round, as indices. */
export function negatedTerms(tokens: readonly Token[], text: string): Set<number> {
  const negated = new Set<number>();
  tokens.forEach((token, at) => {
    if (!isNegation(token, tokens[at + 1], text)) return;
    let found = 0;
    for (let next = at + 1; next < tokens.length && next <= at + 5 && found < REACH; next += 1) {
      const word = tokens[next];
      if (!word || STOP_WORDS.has(word.lower)) continue;
      negated.add(next);
      found += 1;
    }
  });
  return negated;
}

export const negationCount = (tokens: readonly Token[], text: string): number =>
  tokens.filter((token, at) => isNegation(token, tokens[at + 1], text)).length;
