import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { NodeContext } from "@/lib/nodes/_contract/context";
import { executorFor } from "@/lib/nodes/_contract/executor";
import { vectorStore } from "./definition";
import { rewordQuestion } from "./reword-question";
import { rewordSettings, searchSettings } from "./search-settings";

export const vectorStoreExecutor = executorFor(vectorStore)(async ({ params, inputs, ctx }) => {
  const settings = searchSettings(params);
  if (!settings) throw new AppError("node.store-not-chosen", "bad-request");
  const wordings = await wordingsFor(params, inputs.question, ctx);
  const passages = await ctx.knowledge.search({
    ...settings,
    ...(wordings.length > 0 && { wordings }),
    query: inputs.question,
    signal: ctx.signal,
    onRerankFailed: ({ model, ...error }) => {
      ctx.emit({ type: "node.noted", note: { code: "rerank-failed", model, error } });
    },
    onContext: ({ added, whole, partly }) => {
      const documents = { whole: [...whole], partly: [...partly] };
      ctx.emit({ type: "node.noted", note: { code: "context-added", added, ...documents } });
    },
    onRepeats: (leftOut) => ctx.emit({ type: "node.noted", note: { code: "repeats", leftOut } }),
  });
  return { passages };
});

async function wordingsFor(
  params: Parameters<typeof rewordSettings>[0],
  question: string,
  ctx: NodeContext,
): Promise<string[]> {
  const { models, conversation, signal } = ctx;
  const reword = rewordSettings(params);
  if (!reword) return [];
  const wordings = await rewordQuestion({
    ...reword,
    ...{ question, conversation, models, signal },
    onFailed: ({ model, ...error }) => {
      ctx.emit({ type: "node.noted", note: { code: "reword-failed", model, error } });
    },
  });
  if (wordings.length > 0)
    ctx.emit({
      type: "node.noted",
      note: { code: "reworded", rewording: reword.rewording, wordings },
    });
  return wordings;
}
