import { STOP_WORDS } from "@/lib/grounding/text/stop-words";
import { tokenize } from "@/lib/grounding/text/tokens";

/** Longer terms are cut: PostgreSQL ignores words over 2,047 bytes, and nobody types them. */
const MAX_TERM = 64;

/**
 * The terms of a text that keyword search compares, in order: stems, plain numbers, two-character units of scripts
 * written without spaces; no function words. Written with a–z and 0–9 only, beginning with a letter, so that every
 * PostgreSQL, whatever its locale and dictionaries, takes each as one word. A change here needs every index rebuilt.
 */
export function keywordTerms(text: string): string[] {
  const terms: string[] = [];
  for (const token of tokenize(text)) {
    if (token.kind === "word" && STOP_WORDS.has(token.lower)) continue;
    terms.push(encodeTerm(token.term));
  }
  return terms;
}

/** How often each term occurs. */
export function countTerms(terms: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return Object.fromEntries(counts);
}

function encodeTerm(term: string): string {
  const first = term.charCodeAt(0);
  const plain = /^[a-z0-9]+$/.test(term)
    ? term
    : Array.from(term, (char) =>
        /[a-z0-9]/.test(char) ? char : `u${(char.codePointAt(0) ?? 0).toString(16)}`,
      ).join("");
  // A leading digit would make "1e5" and "0x1f" numbers in PostgreSQL's eyes.
  return (first >= 48 && first <= 57 ? `n${plain}` : plain).slice(0, MAX_TERM);
}
