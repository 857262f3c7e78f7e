import "server-only";
import type { Message } from "@/lib/graph/values";
import { executorFor } from "@/lib/nodes/_contract/executor";
import { applyPolicy } from "./apply-policy";
import { answer } from "./definition";

export const answerExecutor = executorFor(answer)(async ({ params, inputs, ctx }) => {
  ctx.signal.throwIfAborted();
  const { message, note } = applyPolicy(inputs.answer, params);
  if (note) ctx.emit({ type: "node.noted", note: { code: "unproved", ...note } });
  return { output: params.showSources ? message : withoutSources(message) };
});

/** The same words without marks, quotes or nearest passages. Offsets into the text are gone with the marks. */
function withoutSources({ text, outcome, citations, refusal }: Message): Message {
  const numbers = new Set(citations.map((citation) => String(citation.number)));
  const plain = text.replace(/\s*\[(\d+)\]/g, (mark, number: string) =>
    numbers.has(number) ? "" : mark,
  );
  return {
    text: plain,
    outcome,
    citations: [],
    refusal: refusal === null ? null : { ...refusal, nearest: [] },
  };
}
