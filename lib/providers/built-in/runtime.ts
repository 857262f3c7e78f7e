import "server-only";
import { extractAnswer, type AnswerSentence } from "@/lib/grounding";
import type { Passage } from "@/lib/graph/values";
import type {
  ChatChunk,
  ChatRequest,
  Embedder,
  ProviderRuntime,
} from "@/lib/providers/_contract/runtime";
import { BUILT_IN_MODEL } from "./definition";
import { embedText } from "./embed-text";
import { DIMENSION } from "./features";

/** Texts embedded before others get a turn: about 10 ms of work. */
const TEXTS_A_TURN = 50;

const embedder: Embedder = {
  id: `built-in:${BUILT_IN_MODEL}`,
  dimension: DIMENSION,
  async embed(texts, { signal }) {
    const vectors: number[][] = [];
    for (const [index, text] of texts.entries()) {
      if (index > 0 && index % TEXTS_A_TURN === 0) await new Promise(setImmediate);
      signal.throwIfAborted();
      vectors.push(embedText(text));
    }
    return vectors;
  },
};

/**
 * Quotes the sentences that answer, each followed by the number of its passage; says "no-answer" when none does.
 * Quotes that don't follow one another in their passage stand in paragraphs of their own, so none runs into the next.
 */
async function* quote({ grounding, signal }: ChatRequest): AsyncGenerator<ChatChunk> {
  signal.throwIfAborted();
  const answer = grounding ? extractAnswer(grounding) : null;
  let before: AnswerSentence | null = null;
  for (const sentence of answer?.sentences ?? []) {
    signal.throwIfAborted();
    const gap = before && gapBetween(before, sentence, grounding?.passages ?? []);
    const text = `${gap ?? ""}${sentence.text} [${String(sentence.passageIndex + 1)}]`;
    yield { type: "text", text };
    before = sentence;
  }
  // Nothing is counted and nothing is billed.
  yield { type: "usage", usage: { inputTokens: 0, outputTokens: 0 } };
  yield { type: "finish", reason: answer ? "stop" : "no-answer" };
}

/** What stands between two quotes: the white space of the text where they are neighbours, else an empty line. */
function gapBetween(
  before: AnswerSentence,
  next: AnswerSentence,
  passages: readonly Passage[],
): string {
  if (before.passageIndex !== next.passageIndex) return "\n\n";
  const gap = passages[next.passageIndex]?.text.slice(before.end, next.start) ?? "";
  return gap !== "" && gap.trim() === "" ? gap : "\n\n";
}

/** Needs no connection: what is passed for one is ignored. */
export const builtInRuntime = {
  chat: () => ({ stream: quote }),
  embeddings: () => embedder,
  listModels: () => Promise.resolve([{ id: BUILT_IN_MODEL, kind: "chat" }]),
} satisfies ProviderRuntime;
