import { createHash } from "node:crypto";
import { STOP_WORDS } from "@/lib/grounding/text/stop-words";
import { tokenize } from "@/lib/grounding/text/tokens";

/** Longer terms are abbreviated: an index of shorter ones takes half the time to fill. */
const LONGEST_TERM = 6;

/**
 * The terms of a text that keyword search compares, in order: stems, plain numbers, two-character units of scripts
 * written without spaces; no function words. Written with a–z and 0–9 only, beginning with a letter, so that every
 * PostgreSQL, whatever its locale and dictionaries, takes each as one word; long ones as an abbreviation that is all
 * but unique. A change here needs every index rebuilt.
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
export function countTerms(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

/** The counts as the text of a JSON object; terms hold nothing that JSON would escape. */
export function countsJson(counts: ReadonlyMap<string, number>): string {
  let json = "";
  for (const [term, count] of counts) json += `${json === "" ? "" : ","}"${term}":${String(count)}`;
  return `{${json}}`;
}

const ENCODED_LIMIT = 50_000;
const encoded = new Map<string, string>();

function encodeTerm(term: string): string {
  const known = encoded.get(term);
  if (known !== undefined) return known;
  if (encoded.size >= ENCODED_LIMIT) encoded.clear();
  const code = abbreviate(spell(term));
  encoded.set(term, code);
  return code;
}

function spell(term: string): string {
  const first = term.charCodeAt(0);
  const plain = /^[a-z0-9]+$/.test(term)
    ? term
    : Array.from(term, (char) =>
        /[a-z0-9]/.test(char) ? char : `u${(char.codePointAt(0) ?? 0).toString(16)}`,
      ).join("");
  // A leading digit would make "1e5" and "0x1f" numbers in PostgreSQL's eyes.
  return first >= 48 && first <= 57 ? `n${plain}` : plain;
}

/** The first letter and five characters of a hash: of 100,000 terms about ten share theirs with another. */
function abbreviate(term: string): string {
  if (term.length <= LONGEST_TERM) return term;
  const hash = createHash("md5")
    .update(term)
    .digest("base64")
    .slice(0, LONGEST_TERM - 1);
  return term.charAt(0) + hash.replaceAll("+", "a").replaceAll("/", "b").toLowerCase();
}
