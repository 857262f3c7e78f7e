import "server-only";
import { decide } from "@/lib/grounding";
import { executorFor } from "@/lib/nodes/_contract/executor";
import { router } from "./definition";

/** Sends the passages down one of two branches; the number it compares is the number it shows. */
export const routerExecutor = executorFor(router)(async ({ params, inputs, ctx }) => {
  const { question, passages } = inputs;
  ctx.signal.throwIfAborted();
  const verdict = decide({ question, passages, threshold: params.threshold });
  ctx.emit({ type: "verdict", verdict });
  return verdict.sufficient
    ? { sufficient: passages, verdict }
    : { insufficient: passages, verdict };
});
