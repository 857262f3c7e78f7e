import { analyzeQuestion, type QuestionTerm } from "./text/question";
import { similarity } from "./text/related-words";

/** What questions of a topic are about, in words and by example. */
export interface Topic {
  readonly name: string;
  readonly description: string;
  readonly examples: readonly string[];
}

/** Weight of a word that every topic uses, next to one that a single topic uses. */
const SHARED_WEIGHT = 0.3;

/**
 * How near a question is to each topic, 0..1, in their order: by the words it shares with the nearest example, or with
 * name and description. Words that several topics use count less. Matches words and their forms, not meaning.
 */
export function scoreTopics(question: string, topics: readonly Topic[]): number[] {
  const asked = analyzeQuestion(question).terms;
  const read = topics.map(readTopic);
  const weightOf = weigher(read);
  return read.map(({ about, examples }) => {
    const described = covered(asked, about, weightOf);
    const alike = examples.map((example) =>
      Math.sqrt(covered(asked, example, weightOf) * covered(example, asked, weightOf)),
    );
    return Math.max(described, ...alike);
  });
}

/** Index of the topic that is nearest and at least `nearness` near, else null: none of these. The first wins ties. */
export function nearestTopic(scores: readonly number[], nearness: number): number | null {
  const best = Math.max(0, ...scores);
  const index = scores.indexOf(best);
  return index < 0 || best < nearness || best === 0 ? null : index;
}

type Terms = readonly QuestionTerm[];
interface ReadTopic {
  readonly about: Terms;
  readonly examples: readonly Terms[];
}

function readTopic({ name, description, examples }: Topic): ReadTopic {
  return {
    about: analyzeQuestion(`${name}\n${description}`).terms,
    examples: examples.map((example) => analyzeQuestion(example).terms),
  };
}

/** A term's weight by how many topics use it. */
function weigher(topics: readonly ReadTopic[]): (term: QuestionTerm) => number {
  const uses = new Map<string, number>();
  for (const { about, examples } of topics) {
    const own = new Set([about, ...examples].flat().map(({ term }) => term));
    for (const term of own) uses.set(term, (uses.get(term) ?? 0) + 1);
  }
  const others = Math.max(1, topics.length - 1);
  return ({ term, weight }) => {
    const shared = Math.max(0, (uses.get(term) ?? 1) - 1) / others;
    return weight * (1 - (1 - SHARED_WEIGHT) * shared);
  };
}

/** Share of the weight of `terms` that `text` has words for, 0..1. */
function covered(terms: Terms, text: Terms, weightOf: (term: QuestionTerm) => number): number {
  let part = 0;
  let whole = 0;
  for (const term of terms) {
    const weight = weightOf(term);
    whole += weight;
    part += weight * Math.max(0, ...text.map((other) => alikeness(term, other)));
  }
  return whole === 0 ? 0 : part / whole;
}

function alikeness(a: QuestionTerm, b: QuestionTerm): number {
  if (a.term === b.term) return 1;
  return a.kind === "word" && b.kind === "word" ? similarity(a.term, b.term) : 0;
}
