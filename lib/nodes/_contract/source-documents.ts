import "server-only";
import type { PortValues } from "@/lib/graph/values";
import type { NodeContext } from "./context";

/** What a node for a source does when something uses the list of documents itself; keeping a store in sync needs no run. */
export async function sourceDocuments({
  params: { sourceId },
  ctx,
}: {
  readonly params: { readonly sourceId: string | null };
  readonly ctx: NodeContext;
}): Promise<{ documents: PortValues["documents"] }> {
  if (sourceId === null) return { documents: [] };
  return { documents: await ctx.knowledge.documents({ sourceId, signal: ctx.signal }) };
}
