import "server-only";
import { verdictSchema, type Missing } from "@/lib/graph/values";
import { executorFor } from "@/lib/nodes/_contract/executor";
import { refusal } from "./definition";

/** More than this is a list of search results, not a hint. */
const NEAREST = 3;
const NOTHING: Missing = { terms: [], entities: [], answerType: null };

export const refusalExecutor = executorFor(refusal)(async ({ params, inputs, ctx }) => {
  ctx.signal.throwIfAborted();
  const verdict = verdictSchema.safeParse(inputs.verdict);
  const nearest = params.showNearest ? inputs.passages.slice(0, NEAREST) : [];
  const missing = verdict.data?.missing ?? NOTHING;
  return {
    answer: {
      text: params.message,
      outcome: "refused",
      citations: [],
      refusal: { missing, nearest },
    },
  };
});
