import { analyzeQuestion } from "@/lib/grounding/text/question";
import { STOP_WORDS } from "@/lib/grounding/text/stop-words";
import { tokenize, type Token } from "@/lib/grounding/text/tokens";
import type { Example } from "./train-sufficiency.data";

const TWINS = 2;

/** Numbers in 0..1, always the same ones, so that training can be repeated. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Unanswerable questions in the words of the right passage: one word of an answerable question, which the passage has,
 * is replaced by another of its words of the same kind (a name by a name, a number by a number, a word by one with the
 * same ending). What tells them is only how the words stand to each other.
 */
export function swappedQuestions(examples: readonly Example[]): Example[] {
  const random = randomFrom(5);
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  return examples.flatMap((example) => {
    const gold = example.passages.find(({ documentId }) => example.goldIds.includes(documentId));
    if (!gold || example.answers.length === 0) return [];
    const { terms } = analyzeQuestion(example.question);
    const words = tokenize(gold.text);
    const held = new Set(words.map(({ term }) => term));
    const others = words.filter(isUsable(example, new Set(terms.map(({ term }) => term))));
    const swappable = terms.filter(({ term }) => held.has(term));
    return Array.from({ length: TWINS }, (_, twin): Example[] => {
      const out = pick(swappable);
      if (!out) return [];
      const same = others.filter(({ kind, capital }) => kind === out.kind && capital === out.name);
      const ending = out.surface.toLowerCase().slice(-2);
      const alike = same.filter(
        ({ kind, lower }) => kind !== "word" || out.name || lower.endsWith(ending),
      );
      const other = pick(alike.length > 0 ? alike : same);
      if (!other) return [];
      const question =
        example.question.slice(0, out.start) +
        gold.text.slice(other.start, other.end) +
        example.question.slice(out.end);
      const id = `${example.id}/made-swapped-${String(twin)}`;
      return [{ ...example, id, question, kind: "made-swapped", answerable: false }];
    }).flat();
  });
}

/** Content words that are neither in the question nor in an answer. */
function isUsable({ answers }: Example, asked: ReadonlySet<string>): (token: Token) => boolean {
  const answered = new Set(answers.flatMap((answer) => tokenize(answer).map(({ term }) => term)));
  return ({ kind, lower, term }) =>
    !asked.has(term) &&
    !answered.has(term) &&
    !(kind === "word" && (STOP_WORDS.has(lower) || lower.length < 3));
}
