import { STOP_WORDS } from "./text/stop-words";
import { tokenize } from "./text/tokens";

/** A stretch of a text; UTF-16 offsets, end exclusive. */
export interface Match {
  start: number;
  end: number;
}

/**
 * Where a text has words of the question, in whatever form, as keyword search compares them; function words are left
 * out. In order, none overlaps another.
 */
export function matchesOf(question: string, text: string): Match[] {
  const asked = new Set(contentTokens(question).map(({ term }) => term));
  const matches: Match[] = [];
  for (const { start, end, term } of contentTokens(text)) {
    if (!asked.has(term)) continue;
    const last = matches.at(-1);
    // Neighbouring units of a script without spaces share a character.
    if (last && start < last.end) last.end = end;
    else matches.push({ start, end });
  }
  return matches;
}

/** The question's words that are compared, as it has them, each once; and those of them that the text has. */
export function matchedWords(question: string, texts: readonly string[]): MatchedWord[] {
  const there = new Set(texts.flatMap((text) => contentTokens(text).map(({ term }) => term)));
  const words = new Map<string, MatchedWord>();
  for (const { start, end, term } of contentTokens(question)) {
    if (words.has(term)) continue;
    words.set(term, { word: question.slice(start, end), found: there.has(term) });
  }
  return [...words.values()];
}

export interface MatchedWord {
  word: string;
  found: boolean;
}

function contentTokens(text: string) {
  return tokenize(text).filter(({ kind, lower }) => kind !== "word" || !STOP_WORDS.has(lower));
}
