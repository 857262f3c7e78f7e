import type { Evidence, PassageEvidence } from "./evidence";
import type { ScoredSentence } from "./extract-answer";
import { isLabelledRow } from "./text/sentences";

/** Codes such as E06 in the question, as indices of its terms: letters and digits in one word. */
function codesOf({ question }: Evidence): number[] {
  return question.terms.flatMap(({ kind, term }, index) =>
    kind === "word" && /\p{Nd}/u.test(term) ? [index] : [],
  );
}

/** Numbers that belong to a name, such as the 80 of "Grano 80" or the 210 of "TD-210". */
function numbersInNames({ question }: Evidence): number[] {
  return question.names
    .filter((name) => name.some((term) => question.terms[term]?.kind === "word"))
    .flat()
    .filter((term) => question.terms[term]?.kind === "number");
}

/**
 * True when the question is about a code or a numbered name that stands in no passage and no heading. Whatever the
 * passages say about its neighbours, which differ by one character, is then no answer.
 */
export function lacksCode(evidence: Evidence): boolean {
  const found = (term: number) =>
    evidence.passages.some(({ cover, titleCover }) => cover[term] === 1 || titleCover[term] === 1);
  return [...codesOf(evidence), ...numbersInNames(evidence)].some((term) => !found(term));
}

/**
 * Where the question names a code and a sentence holds it, only such sentences can answer: table rows about other
 * codes are alike in every other word. Prose may go on about the code in the next sentence without naming it again.
 */
export function aboutCodes(
  evidence: Evidence,
  ranked: readonly ScoredSentence[],
): readonly ScoredSentence[] {
  const codes = codesOf(evidence);
  const holds = ({ sentenceCover }: PassageEvidence, sentence: number) =>
    codes.some((code) => sentenceCover[sentence]?.[code] === 1);
  const isRow = ({ sentences, passage }: PassageEvidence, sentence: number) =>
    isLabelledRow(passage.text.slice(sentences[sentence]?.start, sentences[sentence]?.end));
  const about = ranked.filter(
    ({ passage, sentence }) =>
      holds(passage, sentence) ||
      (holds(passage, sentence - 1) && ![sentence - 1, sentence].some((at) => isRow(passage, at))),
  );
  return about.length > 0 ? about : ranked;
}
