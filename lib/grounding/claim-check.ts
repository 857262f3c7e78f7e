import { capitalsTell, placesOf, type Fact, type ReadClaim } from "./claim-facts";
import type { Evidence, PassageEvidence } from "./evidence";
import { isNegation, negatedTerms, negationCount } from "./negation";
import { editsOf, type Edit } from "./quote-edits";
import { STOP_WORDS } from "./text/stop-words";
import type { Token } from "./text/tokens";
import { tokenRange, type Window } from "./window";

/* Whether a stretch that shares a claim's words says what the claim says: same names, numbers, and no denial. */

/** Words that may stand for a name said before. */
const PRONOUN =
  /^(?:he|she|they|it|his|her|hers|their|its|him|them|this|these|who|which|er|sie|es|ihr|sein|il|elle|ils|elles|él|ella|ellos)$/;
/** How far from its neighbour another name may stand that has taken the place of the claim's. */
const SLOT = 3;
/** An edit of more words is a clause of its own. */
const SHORT_EDIT = 3;
/** A related word counts as the word from this strength on. */
const SAME = 0.6;

interface Reading {
  evidence: Evidence;
  claim: ReadClaim;
  window: Window;
  /** Tokens of the passage by term of the claim, inside the window. */
  places: number[][];
  titled: readonly number[];
}

const isNameToken = ({ capital, kind, lower }: Token) =>
  capital && kind === "word" && !STOP_WORDS.has(lower);

const sentenceOf = (passage: PassageEvidence, token: number) => passage.sentenceOf[token] ?? -1;

/** Whether the stretch has another name or number beside the words that the claim has this one beside. */
function slotTaken({ claim, window, places }: Reading, fact: Fact): boolean {
  const { tokens } = window.passage;
  const own = new Set(claim.tokens.map(({ term }) => term));
  const rival = (at: number) => {
    const token = tokens[at];
    if (!token || own.has(token.term)) return false;
    return fact.kind === "number" ? token.kind === "number" : isNameToken(token);
  };
  const near = (term: number | undefined, step: 1 | -1) =>
    (term === undefined ? [] : (places[term] ?? [])).some((at) =>
      Array.from({ length: SLOT }, (_, i) => at + step * (i + 1)).some(
        (other) =>
          sentenceOf(window.passage, other) === sentenceOf(window.passage, at) && rival(other),
      ),
    );
  return near(fact.before[0], 1) || near(fact.after[0], -1);
}

/** Whether a name or number of the claim stands in the stretch, in a sentence with what the claim has beside it. */
function holds(reading: Reading, fact: Fact): boolean {
  const { evidence, window, places, titled } = reading;
  const { passage } = window;
  const found = fact.terms.flatMap((term) => places[term] ?? []);
  if (fact.kind === "number" && found.length === 0) return false;
  const known = fact.terms.filter(
    (term) => Math.max(passage.cover[term] ?? 0, titled[term] ?? 0) >= SAME,
  );
  if (known.length < fact.terms.length && !isInitials(evidence, fact, passage)) return false;
  const beside = [...fact.before, ...fact.after].flatMap((term) => places[term] ?? []);
  if (beside.length === 0) return true;
  const sentences = new Set(beside.map((token) => sentenceOf(passage, token)));
  if (found.some((token) => sentences.has(sentenceOf(passage, token)))) return true;
  if (fact.kind === "number" || slotTaken(reading, fact)) return false;
  if (fact.terms.some((term) => (passage.titleCover[term] ?? 0) >= SAME)) return true;
  return passage.tokens.some(
    ({ lower }, at) => PRONOUN.test(lower) && sentences.has(sentenceOf(passage, at)),
  );
}

/** Whether a name is the initials of words of the passage, such as "NSF" of "National Science Foundation". */
function isInitials({ question }: Evidence, fact: Fact, { tokens }: PassageEvidence): boolean {
  const [only] = fact.terms;
  const name = only === undefined ? "" : (question.terms[only]?.surface ?? "").replaceAll(".", "");
  if (fact.terms.length > 1 || !/^\p{Lu}{2,6}$/u.test(name)) return false;
  const capitals = tokens.filter(isNameToken).map(({ lower }) => lower.charAt(0));
  return capitals.join("").includes(name.toLowerCase());
}

/** Whether an edit of a quote puts another name or number in the place of the one that stands there. */
function replacesFact({ claim, passage }: Quote, edit: Edit, source: readonly Token[]): boolean {
  const there = source.slice(edit.source.from, edit.source.to);
  const said = claim.tokens.slice(edit.said.from, edit.said.to);
  const isNew = (token: Token, others: readonly Token[]) =>
    others.every(({ term }) => term !== token.term);
  const starts = new Set(passage.sentences.map(({ start }) => start));
  const gone = there.filter((token) => isNew(token, said));
  const within = gone.some((token) => isNameToken(token) && !starts.has(token.start));
  const wasName =
    within || gone.some((token) => isNameToken(token) && isNameElsewhere(passage, token));
  const wasNumber = gone.some(({ kind }) => kind === "number");
  return said.some((token, at) => {
    if (!isNew(token, there)) return false;
    if (token.kind === "number") return wasNumber;
    // The first word of a sentence may be a name as well as not.
    const first = edit.said.from + at === 0 && isNameToken(token) && !PRONOUN.test(token.lower);
    return claim.isFact[edit.said.from + at] === true ? wasName : first && within;
  });
}

const isNameElsewhere = ({ tokens, sentences }: PassageEvidence, token: Token) =>
  tokens.some(
    (other) =>
      other.term === token.term &&
      other.capital &&
      sentences.every(({ start }) => start !== other.start),
  );

/** Whether an edit of a quote puts a denial in or takes one out; a whole clause more or less turns nothing round. */
function turnsRound(
  { claim, text, passage }: Quote,
  edit: Edit,
  source: readonly Token[],
): boolean {
  const denies = (tokens: readonly Token[], { from, to }: Edit["said"], of: string) =>
    to - from <= SHORT_EDIT &&
    tokens.some((token, at) => at >= from && at < to && isNegation(token, tokens[at + 1], of));
  return (
    denies(claim.tokens, edit.said, text) !== denies(source, edit.source, passage.passage.text)
  );
}

/** Reads the sentences of a passage as sources that a claim may quote, each once. */
export class Quote {
  private readonly known = new Map<string, "kept" | "changed" | null>();
  constructor(
    readonly claim: ReadClaim,
    readonly text: string,
    readonly passage: PassageEvidence,
  ) {}

  /** Whether the claim quotes these sentences, and whether its words still say what they say; null for no quote. */
  of(first: number, last: number): "kept" | "changed" | null {
    const key = `${String(first)} ${String(last)}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const { from, to } = tokenRange({ passage: this.passage, first, last });
    const source = this.passage.tokens.slice(from, to);
    const edits = editsOf(this.claim.tokens, source);
    const changed = edits?.some(
      (edit) => replacesFact(this, edit, source) || turnsRound(this, edit, source),
    );
    const found = changed === undefined ? null : changed ? "changed" : "kept";
    this.known.set(key, found);
    return found;
  }

  /** Whether the claim is a sentence of the passage with a fact changed, wherever else its words may stand. */
  isMisquote(): boolean {
    const found = this.passage.sentences.map((_, sentence) => this.of(sentence, sentence));
    return found.includes("changed") && !found.includes("kept");
  }

  /** The same for a window: a quote of one of its sentences is judged by that sentence alone. */
  within({ first, last }: Window): "kept" | "changed" | null {
    const single = Array.from({ length: last - first + 1 }, (_, at) =>
      this.of(first + at, first + at),
    );
    if (single.includes("kept")) return "kept";
    if (single.includes("changed")) return "changed";
    return last > first ? this.of(first, last) : null;
  }
}

/** Whether one of the two, which say the same in other words, denies what the other states. */
function contradicts({ evidence, claim, window, places }: Reading, source: readonly Token[]) {
  const { from } = tokenRange(window);
  const [text, sourceText] = [evidence.question.text, window.passage.passage.text];
  const denials = negationCount(claim.tokens, text);
  const denialsThere = negationCount(source, sourceText);
  if (denials === 0 && denialsThere === 0) return false;
  if (denials > 0 && denialsThere === 0) return true;
  const own = negatedTerms(claim.tokens, text);
  const there = negatedTerms(source, sourceText);
  const ownTerms = new Set([...own].map((at) => claim.termOf[at]));
  return claim.termOf.some((term, at) => {
    if (term < 0 || claim.isFact[at] === true) return false;
    const here = (places[term] ?? []).map((token) => token - from);
    if (here.length === 0) return false;
    if (own.has(at)) return here.every((token) => !there.has(token));
    return here.every((token) => there.has(token)) && !ownTerms.has(term);
  });
}

/** Whether a stretch that shares the claim's words also has its names and numbers in their places, and denies nothing. */
export function agrees(
  evidence: Evidence,
  quote: Quote,
  { window, titled }: { window: Window; titled: readonly number[] },
): boolean {
  const { claim } = quote;
  const { from, to } = tokenRange(window);
  const places = placesOf(window.passage, evidence.question.terms.length).map((tokens) =>
    tokens.filter((token) => token >= from && token < to),
  );
  const reading = { evidence, claim, window, places, titled };
  const names = capitalsTell(claim.tokens);
  const facts = claim.facts.filter(({ kind }) => kind === "number" || names);
  if (!facts.every((fact) => holds(reading, fact))) return false;
  const quoted = quote.within(window);
  if (quoted !== null) return quoted === "kept";
  return !contradicts(reading, window.passage.tokens.slice(from, to));
}
