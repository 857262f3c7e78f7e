import "server-only";
import { executorFor } from "@/lib/nodes/_contract/executor";
import { files } from "./definition";

/** Runs only where something uses the list of documents itself; keeping a store in sync needs no run. */
export const filesExecutor = executorFor(files)(async ({ params: { sourceId }, ctx }) => ({
  documents:
    sourceId === null ? [] : await ctx.knowledge.documents({ sourceId, signal: ctx.signal }),
}));
