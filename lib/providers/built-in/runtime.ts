import "server-only";
import { extractAnswer } from "@/lib/grounding";
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

/** Quotes the sentences that answer, each followed by the number of its passage; says "no-answer" when none does. */
async function* quote({ grounding, signal }: ChatRequest): AsyncGenerator<ChatChunk> {
  signal.throwIfAborted();
  const answer = grounding ? extractAnswer(grounding) : null;
  for (const [index, { text, passageIndex }] of (answer?.sentences ?? []).entries()) {
    signal.throwIfAborted();
    yield { type: "text", text: `${index > 0 ? " " : ""}${text} [${String(passageIndex + 1)}]` };
  }
  // Nothing is counted and nothing is billed.
  yield { type: "usage", usage: { inputTokens: 0, outputTokens: 0 } };
  yield { type: "finish", reason: answer ? "stop" : "no-answer" };
}

/** Needs no connection: what is passed for one is ignored. */
export const builtInRuntime = {
  chat: () => ({ stream: quote }),
  embeddings: () => embedder,
  listModels: () => Promise.resolve([{ id: BUILT_IN_MODEL }]),
} satisfies ProviderRuntime;
