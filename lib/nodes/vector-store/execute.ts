import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { executorFor } from "@/lib/nodes/_contract/executor";
import { vectorStore } from "./definition";

export const vectorStoreExecutor = executorFor(vectorStore)(async ({ params, inputs, ctx }) => {
  const { storeId, limit } = params;
  if (storeId === null) throw new AppError("node.store-not-chosen", "bad-request");
  const query = inputs.question;
  return { passages: await ctx.knowledge.search({ storeId, query, limit, signal: ctx.signal }) };
});
