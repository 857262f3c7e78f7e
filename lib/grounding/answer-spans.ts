import type { PassageEvidence } from "./evidence";
import type { AnswerSentence, ScoredSentence } from "./extract-answer";
import { isLabelledRow } from "./text/sentences";

const MAX_SPANS = 3;
/** A list is quoted whole up to this many UTF-16 units after its introducing line. */
const MAX_LIST = 700;

const textOf = (passage: PassageEvidence, sentence: number) => {
  const span = passage.sentences[sentence];
  return span ? passage.passage.text.slice(span.start, span.end) : "";
};

/**
 * Separators of a line that could be a table row, as one string: equal strings mean the same shape. Empty for other
 * lines and for rows whose cells name their columns, which need no header.
 */
function rowShape(line: string): string {
  if (line.includes("\n") || isLabelledRow(line)) return "";
  if (/^\||\t/.test(line)) return line.replace(/[^|\t]/g, "");
  const commas = line.replace(/"[^"]*"/g, "").replace(/[^,;]/g, "");
  return commas.length >= 2 && !/[.!?]$/.test(line) ? commas : "";
}

/** The header row of the table that `sentence` is a row of, or null. */
function headerOf(passage: PassageEvidence, sentence: number): number | null {
  const shape = rowShape(textOf(passage, sentence));
  if (shape === "") return null;
  let first = sentence;
  while (first > 0 && rowShape(textOf(passage, first - 1)) === shape) first -= 1;
  return first < sentence ? first : null;
}

const isItem = (line: string) => /^(?:[-*•·▪◦‣–—+]|\(?(?:\d{1,3}|[a-zA-Z])[.)])\s/.test(line);

/** The line ending in a colon that introduces the list `sentence` is an item of, or null. */
function introOf(passage: PassageEvidence, sentence: number): number | null {
  if (!isItem(textOf(passage, sentence))) return null;
  let at = sentence;
  while (at > 0 && isItem(textOf(passage, at))) at -= 1;
  return /[:：]$/.test(textOf(passage, at)) ? at : null;
}

/** Last sentence of the list that `sentence` introduces; `sentence` itself when it introduces none. */
function listEnd(passage: PassageEvidence, sentence: number): number {
  if (!/[:：]$/.test(textOf(passage, sentence))) return sentence;
  const from = passage.sentences[sentence]?.start ?? 0;
  let last = sentence;
  for (let next = sentence + 1; next < passage.sentences.length; next += 1) {
    const fits = (passage.sentences[next]?.end ?? 0) - from <= MAX_LIST;
    const belongs = isItem(textOf(passage, next)) || next === sentence + 1;
    if (!fits || !belongs) break;
    last = next;
  }
  return last;
}

/** Turns chosen sentences into quotable spans with the context they need, at most three, without overlaps. */
export function answerSpans(chosen: readonly ScoredSentence[]): AnswerSentence[] {
  const spans: AnswerSentence[] = [];
  const add = (passage: PassageEvidence, first: number, last: number) => {
    const start = passage.sentences[first]?.start ?? 0;
    const end = passage.sentences[last]?.end ?? 0;
    const overlaps = spans.some(
      (s) => s.passageIndex === passage.rank && s.start < end && start < s.end,
    );
    if (overlaps || spans.length >= MAX_SPANS) return;
    spans.push({
      passageIndex: passage.rank,
      start,
      end,
      text: passage.passage.text.slice(start, end),
    });
  };
  for (const { passage, sentence } of chosen) {
    const context = headerOf(passage, sentence) ?? introOf(passage, sentence);
    if (context !== null && spans.length < MAX_SPANS - 1) add(passage, context, context);
    add(passage, sentence, listEnd(passage, sentence));
  }
  const lead = spans[0]?.passageIndex;
  const place = (span: AnswerSentence) => (span.passageIndex === lead ? -1 : span.passageIndex);
  return spans.sort((a, b) => place(a) - place(b) || a.start - b.start);
}
