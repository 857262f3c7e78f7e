import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { executorFor } from "@/lib/nodes/_contract/executor";
import { vectorStore } from "./definition";
import { searchSettings } from "./search-settings";

export const vectorStoreExecutor = executorFor(vectorStore)(async ({ params, inputs, ctx }) => {
  const settings = searchSettings(params);
  if (!settings) throw new AppError("node.store-not-chosen", "bad-request");
  const passages = await ctx.knowledge.search({
    ...settings,
    query: inputs.question,
    signal: ctx.signal,
    onRerankFailed: ({ model, ...error }) => {
      ctx.emit({ type: "node.noted", note: { code: "rerank-failed", model, error } });
    },
    onRepeats: (leftOut) => ctx.emit({ type: "node.noted", note: { code: "repeats", leftOut } }),
  });
  return { passages };
});
