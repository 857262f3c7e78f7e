import { answerType, type AnswerType } from "./answer-types";
import { COMMON, NEGATIONS, STOP_WORDS, VERY_COMMON } from "./stop-words";
import { stem } from "./stems";
import { tokenize, type Token } from "./tokens";

/** A content word of the question, once, with how much its presence in a text tells. */
export interface QuestionTerm {
  /** What is compared with passages; see `Token.term`. */
  term: string;
  kind: Token["kind"];
  /** As the user wrote it. */
  surface: string;
  /** Evidence weight, about 1 (everyday word) to 4 (name, number, rare word). */
  weight: number;
  /** Written with a capital inside a question that is not all capitals. */
  name: boolean;
  /** Offsets into the question. */
  start: number;
  end: number;
  /** Place in the question, counted in content words. */
  position: number;
}

export interface Question {
  text: string;
  type: AnswerType;
  terms: QuestionTerm[];
  /** Indices into `terms` of words that stand side by side in one name, such as "New Zealand". */
  names: number[][];
  /** Index into `terms` of the noun a "which/what/how many <noun>" question asks about; -1 without one. */
  focus: number;
  negated: boolean;
}

const VERY_COMMON_STEMS = new Set([...VERY_COMMON].map(stem));
const COMMON_STEMS = new Set([...COMMON].map(stem));
/** Question words and particles of unspaced scripts; blanked so that no bigram straddles them. */
const UNSPACED_FUNCTION =
  /什么样|什么|时候|为什么|为何|多少钱|多少|怎么样|怎么|如何|哪里|哪儿|哪些|哪[个位部家所座款年天]?|是谁|谁|几[个名次位]|请问|一共|总共|分别|的|了|吗|呢|是|在|和|与|有|被|于|誰|何の|何|いつ|どこ|なぜ|どの(?:よう|くらい)?|どんな|どう|でしょうか|ですか|ましたか|ますか|ました|ます|ている|された|された|する|した|から|まで|では|には|とは|です|か|の|は|が|を|に|で|と|も|へ|무엇|누구|언제|어디|입니까|อะไร|ใคร|เมื่อไร|เมื่อใด|ที่ไหน|เท่าไร|กี่|อย่างไร|ใด/gu;

/** Evidence weight of a term before anything is known about the passages. */
export function termWeight(token: Pick<Token, "kind" | "lower" | "term">): number {
  if (token.kind === "number") return token.term.length >= 3 ? 3.6 : 2.6;
  if (token.kind === "cjk") return /^\p{Script=Hiragana}+$/u.test(token.lower) ? 0.4 : 2;
  if (VERY_COMMON.has(token.lower) || VERY_COMMON_STEMS.has(token.term)) return 1;
  if (COMMON.has(token.lower) || COMMON_STEMS.has(token.term)) return 2;
  return /\p{Nd}/u.test(token.lower) ? 4 : 3.4;
}

const isContent = (token: Token) =>
  token.kind !== "word" ||
  (!STOP_WORDS.has(token.lower) && !NEGATIONS.has(token.lower) && token.lower.length > 1);

function findNames(
  text: string,
  tokens: readonly Token[],
  index: ReadonlyMap<string, number>,
): number[][] {
  const names: number[][] = [];
  let current: number[] = [];
  let previous: Token | undefined;
  for (const token of tokens) {
    const at = index.get(token.term);
    const inName =
      at !== undefined && (token.capital || (token.kind === "number" && current.length > 0));
    const joined =
      previous !== undefined && /^[\s.'’&-]{0,2}$/.test(text.slice(previous.end, token.start));
    if (inName && !(joined && current.length > 0)) names.push((current = []));
    if (inName) current.push(at);
    else current = [];
    previous = token;
  }
  return names;
}

function focusOf(tokens: readonly Token[], index: ReadonlyMap<string, number>): number {
  const lead = tokens.findIndex((token) => /^(?:what|which|many|much|whose)$/.test(token.lower));
  if (lead < 0) return -1;
  for (const token of tokens.slice(lead + 1, lead + 5)) {
    if (/^(?:is|are|was|were|did|does|do|has|have|had|can|could|would|will)$/.test(token.lower))
      return -1;
    const at = index.get(token.term);
    if (at !== undefined) return at;
  }
  return -1;
}

/** Whether the first word, which any sentence writes with a capital, begins a name: an acronym, or a capital follows. */
function opensName(token: Token, next: Token | undefined, text: string): boolean {
  const surface = text.slice(token.start, token.end);
  if (/^(?:\p{Lu}{2,}|\p{Lu}[\p{L}]*\p{Nd}[\p{L}\p{Nd}]*)$/u.test(surface)) return true;
  return (
    next !== undefined && next.capital && /^[\s'’-]{1,2}$/.test(text.slice(token.end, next.start))
  );
}

/** Reads a question: content words with weights, names, the kind of fact asked for. Case does not matter for words. */
export function analyzeQuestion(text: string): Question {
  const cleaned = text.replace(UNSPACED_FUNCTION, (run) => " ".repeat(run.length));
  const tokens = tokenize(cleaned);
  const shouting = !/\p{Ll}/u.test(text);
  const terms: QuestionTerm[] = [];
  const index = new Map<string, number>();
  tokens.forEach((token, place) => {
    if (!isContent(token) || index.has(token.term)) return;
    const name = token.capital && !shouting && (place > 0 || opensName(token, tokens[1], text));
    const weight = name ? Math.max(termWeight(token), 3) : termWeight(token);
    index.set(token.term, terms.length);
    terms.push({
      term: token.term,
      kind: token.kind,
      start: token.start,
      end: token.end,
      surface: text.slice(token.start, token.end),
      weight,
      name,
      position: terms.length,
    });
  });
  const named = tokens.filter((token) => token.capital && !STOP_WORDS.has(token.lower));
  return {
    text,
    type: answerType(text),
    terms,
    names: shouting || named.length === 0 ? [] : findNames(cleaned, tokens, index),
    focus: focusOf(tokens, index),
    negated: tokens.some((token) => NEGATIONS.has(token.lower)) || /n['’]t\b/.test(text),
  };
}
