import type { Passage } from "@/lib/graph/values";
import { instructionKind, type InstructionKind } from "./instructions";
import { analyzeQuestion, type Question } from "./text/question";
import { similarity } from "./text/related-words";
import { splitSentences, type Sentence } from "./text/sentences";
import { tokenize, type Token } from "./text/tokens";

/** A passage cut up once, whatever is asked of it. */
export interface ReadPassage {
  passage: Passage;
  tokens: Token[];
  sentences: Sentence[];
  /** Sentence of each token; a token between two sentences cannot occur, sentences hold all visible characters. */
  sentenceOf: number[];
  /** Of the sentences that were asked for, see {@link instructionIn}. */
  instructions: (InstructionKind | null | undefined)[];
  /** Terms of the headings and the document name. */
  title: Token[];
}

/** A word of a passage that stands for a word of the question. */
export interface Hit {
  /** Index into the question's terms. */
  term: number;
  /** 1 for the same word, less for a related one. */
  strength: number;
  /** Index into the passage's tokens. */
  token: number;
  sentence: number;
}

/** What one passage says about the question. `cover*` hold the best strength for every term of the question. */
export interface PassageEvidence extends ReadPassage {
  rank: number;
  hits: Hit[];
  cover: number[];
  titleCover: number[];
  sentenceCover: number[][];
}

/** The question read against its passages. */
export interface Evidence {
  question: Question;
  /** Evidence weights of the question's terms, names raised once the passages show that they are names. */
  weights: number[];
  /** Per term: written with a capital in the question or mostly so in the passages. */
  isName: boolean[];
  totalWeight: number;
  passages: PassageEvidence[];
}

/** Passages read before, so that scoring, answering and citing one question cut each passage only once. */
const read = new WeakMap<Passage, ReadPassage>();

/** Tokens and sentences of a passage. The passage object must not be changed afterwards. */
export function readPassage(passage: Passage): ReadPassage {
  const known = read.get(passage);
  if (known) return known;
  const title = tokenize(
    [...passage.headings, passage.documentName.replace(/\.\w{2,5}$/, "")].join("\n"),
  );
  const result = { passage, ...readText(passage.text), title };
  read.set(passage, result);
  return result;
}

type ReadText = Pick<ReadPassage, "tokens" | "sentences" | "sentenceOf" | "instructions">;

/** Texts that were cut up lately, the oldest first: other questions find the same passages. */
const texts = new Map<string, ReadText>();
const TEXTS = 400;
/** UTF-16 units; longer ones are whole documents. */
const LONGEST = 8000;

function readText(text: string): ReadText {
  const known = texts.get(text);
  const found = known ?? cutUp(text);
  if (text.length > LONGEST) return found;
  if (known) texts.delete(text);
  const [oldest] = texts.keys();
  if (texts.size >= TEXTS && oldest !== undefined) texts.delete(oldest);
  texts.set(text, found);
  return found;
}

function cutUp(text: string): ReadText {
  const tokens = tokenize(text);
  const sentences = splitSentences(text);
  let at = 0;
  const sentenceOf = tokens.map((token) => {
    while (at < sentences.length - 1 && token.start >= (sentences[at]?.end ?? 0)) at += 1;
    return at;
  });
  return { tokens, sentences, sentenceOf, instructions: [] };
}

/** What kind of order a sentence of a passage is, found out once; null when it speaks to its readers. */
export function instructionIn(passage: ReadPassage, sentence: number): InstructionKind | null {
  const known = passage.instructions[sentence];
  if (known !== undefined) return known;
  const { start = 0, end = 0 } = passage.sentences[sentence] ?? {};
  const kind = instructionKind(passage.passage.text.slice(start, end));
  passage.instructions[sentence] = kind;
  return kind;
}

interface Match {
  term: number;
  strength: number;
}

/** Which question terms each word of the passages stands for; computed once per distinct word. */
class Vocabulary {
  private readonly seen = new Map<string, readonly Match[]>();
  readonly size: number;
  constructor(private readonly question: Question) {
    this.size = question.terms.length;
  }

  matches(token: Token): readonly Match[] {
    const known = this.seen.get(token.term);
    if (known) return known;
    const found: Match[] = [];
    this.question.terms.forEach((asked, term) => {
      const fuzzy = asked.kind === "word" && token.kind === "word";
      const strength = fuzzy
        ? similarity(asked.term, token.term)
        : Number(asked.term === token.term);
      if (strength > 0) found.push({ term, strength });
    });
    this.seen.set(token.term, found);
    return found;
  }
}

function evidenceOf(passage: ReadPassage, rank: number, vocabulary: Vocabulary): PassageEvidence {
  const hits: Hit[] = [];
  const { size } = vocabulary;
  const cover = new Array<number>(size).fill(0);
  const titleCover = new Array<number>(size).fill(0);
  const sentenceCover = passage.sentences.map(() => new Array<number>(size).fill(0));
  passage.tokens.forEach((token, index) => {
    for (const { term, strength } of vocabulary.matches(token)) {
      const sentence = passage.sentenceOf[index] ?? 0;
      hits.push({ term, strength, token: index, sentence });
      cover[term] = Math.max(cover[term] ?? 0, strength);
      const row = sentenceCover[sentence];
      if (row) row[term] = Math.max(row[term] ?? 0, strength);
    }
  });
  for (const token of passage.title) {
    for (const { term, strength } of vocabulary.matches(token)) {
      titleCover[term] = Math.max(titleCover[term] ?? 0, strength);
    }
  }
  return { ...passage, rank, hits, cover, titleCover, sentenceCover };
}

/** For each term: how often the passages write it with a capital where no sentence begins, and how often at all. */
function namesIn(question: Question, passages: readonly PassageEvidence[]): boolean[] {
  const capital = question.terms.map(() => 0);
  const all = question.terms.map(() => 0);
  for (const { hits, tokens, sentences } of passages) {
    for (const hit of hits) {
      const token = tokens[hit.token];
      if (!token || hit.strength < 1 || token.start === sentences[hit.sentence]?.start) continue;
      all[hit.term] = (all[hit.term] ?? 0) + 1;
      if (token.capital) capital[hit.term] = (capital[hit.term] ?? 0) + 1;
    }
  }
  return question.terms.map((term, index) => {
    const seen = all[index] ?? 0;
    return term.name || (term.kind === "word" && seen > 0 && (capital[index] ?? 0) / seen > 0.6);
  });
}

/** Reads question and passages once; everything in this folder that judges or answers starts from here. */
export function gatherEvidence(input: {
  question: string;
  passages: readonly Passage[];
}): Evidence {
  const question = analyzeQuestion(input.question);
  const vocabulary = new Vocabulary(question);
  const passages = input.passages.map((passage, rank) =>
    evidenceOf(readPassage(passage), rank, vocabulary),
  );
  const isName = namesIn(question, passages);
  const weights = question.terms.map((term, index) =>
    isName[index] ? Math.max(term.weight, 3) : term.weight,
  );
  return { question, weights, isName, totalWeight: weights.reduce((a, b) => a + b, 0), passages };
}

/** Share of the question's weight that a cover vector holds, 0..1; 0 for a question without content words. */
export function coverage(evidence: Evidence, cover: readonly number[]): number {
  if (evidence.totalWeight === 0) return 0;
  let sum = 0;
  for (let i = 0; i < cover.length; i += 1) sum += (cover[i] ?? 0) * (evidence.weights[i] ?? 0);
  return sum / evidence.totalWeight;
}

/** Term by term maximum of several cover vectors. */
export function union(...covers: readonly (readonly number[])[]): number[] {
  const [first = [], ...others] = covers;
  const most = [...first];
  for (const cover of others) {
    for (let term = 0; term < most.length; term += 1) {
      const strength = cover[term] ?? 0;
      if (strength > (most[term] ?? 0)) most[term] = strength;
    }
  }
  return most;
}
