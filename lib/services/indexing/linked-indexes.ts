import "server-only";
import type { Tx } from "../context";

/** The indexes that hold a source's documents: those in use, or being built, of the stores linked to it. */
export async function linkedIndexes(
  tx: Tx,
  { workspaceId, sourceId }: { workspaceId: string; sourceId: string },
) {
  return tx.storeIndex.findMany({
    where: {
      workspaceId,
      state: { in: ["active", "building"] },
      store: { deletedAt: null, storeSources: { some: { sourceId } } },
    },
    select: { id: true, state: true },
  });
}
