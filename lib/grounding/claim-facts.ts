import type { Evidence, PassageEvidence } from "./evidence";
import { STOP_WORDS } from "./text/stop-words";
import { tokenize, type Token } from "./text/tokens";

/** A name or number of a claim, with the content words beside it. All as indices into the claim's terms. */
export interface Fact {
  kind: "name" | "number";
  terms: number[];
  before: number[];
  after: number[];
}

/** A claim as it is compared with stretches of passages. */
export interface ReadClaim {
  tokens: Token[];
  /** Index into the claim's terms for each token, -1 for function words. */
  termOf: number[];
  facts: Fact[];
  /** Per token: part of a name or number. */
  isFact: boolean[];
}

const NEIGHBOURS = 2;
/** With a larger share of words written with capitals, capitals mark nouns (German) or titles, not names. */
const CAPITALS = 0.3;

/** Whether capitals tell names from other words in this text. */
export function capitalsTell(tokens: readonly Token[]): boolean {
  const words = tokens.filter(({ kind }) => kind === "word");
  return words.filter(({ capital }) => capital).length <= CAPITALS * words.length + 2;
}

export function readClaim(evidence: Evidence, text: string): ReadClaim {
  const tokens = tokenize(text);
  const index = new Map(evidence.question.terms.map(({ term }, at) => [term, at]));
  const termOf = tokens.map(({ term, lower }) =>
    STOP_WORDS.has(lower) ? -1 : (index.get(term) ?? -1),
  );
  const isFact = tokens.map(
    ({ kind, capital, lower }, at) =>
      kind === "number" ||
      (kind === "word" &&
        capital &&
        !STOP_WORDS.has(lower) &&
        (at > 0 || evidence.isName[termOf[at] ?? -1] === true)),
  );
  const facts: Fact[] = [];
  for (let from = 0; from < tokens.length; from += 1) {
    if (!isFact[from] || termOf[from] === -1) continue;
    const kind = tokens[from]?.kind === "number" ? "number" : "name";
    let to = from;
    while (kind === "name" && joinsName(text, tokens, to) && isFact[to + 1]) to += 1;
    const beside = (step: 1 | -1) => {
      const found: number[] = [];
      for (
        let at = step < 0 ? from - 1 : to + 1;
        at >= 0 && at < tokens.length && found.length < NEIGHBOURS;
        at += step
      ) {
        const term = termOf[at] ?? -1;
        if (term >= 0) found.push(term);
      }
      return found;
    };
    const terms = [...new Set(termOf.slice(from, to + 1).filter((term) => term >= 0))];
    facts.push({ kind, terms, before: beside(-1), after: beside(1) });
    from = to;
  }
  return { tokens, termOf, facts, isFact };
}

function joinsName(text: string, tokens: readonly Token[], at: number): boolean {
  const [one, next] = [tokens[at], tokens[at + 1]];
  if (!one || next?.kind !== "word" || !next.capital) return false;
  return /^[\s.'’&-]{1,2}$/.test(text.slice(one.end, next.start));
}

/** Tokens of a passage that stand for each term of the claim, related words included. */
export function placesOf(passage: PassageEvidence, size: number): number[][] {
  const places = Array.from({ length: size }, (): number[] => []);
  for (const hit of passage.hits) places[hit.term]?.push(hit.token);
  return places;
}
