import "server-only";
import type { z } from "zod/mini";
import { subjectsOf } from "@/lib/grounding";
import { verdictSchema, type HandOver, type Missing } from "@/lib/graph/values";
import { executorFor } from "@/lib/nodes/_contract/executor";
import { refusal } from "./definition";
import { generalAnswer } from "./general-answer";
import { handOverHref } from "./hand-over";

/** More than this is a list of search results, not a hint. */
const NEAREST = 3;
const NOTHING: Missing = { terms: [], entities: [], answerType: null };

export const refusalExecutor = executorFor(refusal)(async ({ params, inputs, ctx }) => {
  ctx.signal.throwIfAborted();
  const { question } = ctx;
  const { passages } = inputs;
  const verdict = verdictSchema.safeParse(inputs.verdict);
  const nearest = params.showNearest ? passages.slice(0, NEAREST) : [];
  const subjects = params.suggest ? subjectsOf({ question, passages }) : [];
  const handOver = handOverOf(params, question);
  const { generalConnectionId: connectionId, generalModel: model } = params;
  const general = connectionId === null ? null : await generalAnswer(ctx, { connectionId, model });
  return {
    answer: {
      text: params.message,
      outcome: "refused",
      citations: [],
      refusal: {
        missing: verdict.data?.missing ?? NOTHING,
        nearest,
        ...(subjects.length > 0 && { subjects }),
        ...(handOver && { handOver }),
        ...(general !== null && { general }),
      },
    },
  };
});

function handOverOf(
  { handOver, handOverTo, handOverLabel }: z.output<typeof refusal.params>,
  question: string,
): HandOver | null {
  if (handOver === "none") return null;
  const href = handOverHref(handOver, { to: handOverTo, question });
  return href === null ? null : { label: handOverLabel, href };
}
