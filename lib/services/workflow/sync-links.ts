import "server-only";
import type { Graph } from "@/lib/graph/document";
import { nodeCatalog } from "@/lib/nodes/catalog";
import type { Tx, WorkspaceContext } from "../context";
import { queueStore } from "../indexing/queue-store";
import { standingLinks, type StandingLink } from "./standing-links";

/**
 * Makes the StoreSource rows of a workflow say what its graph says, within the caller's transaction. Sources and
 * stores are looked up in the workspace: ids of others, or of deleted ones, link nothing. Documents of a source new
 * to a store are queued for indexing.
 */
export async function syncStandingLinks(
  tx: Tx,
  ctx: WorkspaceContext,
  { workflowId, graph }: { workflowId: string; graph: Graph },
): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const wanted = await onlyOwn(tx, workspaceId, standingLinks(graph, nodeCatalog));
  const present = await tx.storeSource.findMany({ where: { workflowId, workspaceId } });
  const gone = present.filter((row) => !wanted.some((link) => sameLink(link, row)));
  const added = wanted.filter((link) => !present.some((row) => sameLink(link, row)));
  for (const { storeId, sourceId } of gone) {
    await tx.storeSource.delete({
      where: { storeId_sourceId_workflowId: { storeId, sourceId, workflowId } },
    });
  }
  await tx.storeSource.createMany({
    data: added.map((link) => ({ ...link, workspaceId, workflowId })),
  });
  for (const { storeId } of added) await queueStore(tx, ctx, storeId);
}

function sameLink(a: StandingLink, b: StandingLink): boolean {
  return a.sourceId === b.sourceId && a.storeId === b.storeId;
}

async function onlyOwn(tx: Tx, workspaceId: string, links: StandingLink[]) {
  if (links.length === 0) return [];
  const own = { workspaceId, deletedAt: null };
  const sources = await tx.source.findMany({
    where: { ...own, id: { in: links.map((link) => link.sourceId) } },
    select: { id: true },
  });
  const stores = await tx.store.findMany({
    where: { ...own, id: { in: links.map((link) => link.storeId) } },
    select: { id: true },
  });
  return links.filter(
    ({ sourceId, storeId }) =>
      sources.some(({ id }) => id === sourceId) && stores.some(({ id }) => id === storeId),
  );
}
