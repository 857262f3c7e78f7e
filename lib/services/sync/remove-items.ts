import "server-only";
import type { WorkspaceScope } from "../context";
import { removeDocuments } from "../document/remove";
import { holdLease } from "./lease";
import { noteOutcomes } from "./note-outcomes";
import type { RunningSync } from "./running";

/** An item whose document has to go; null where people removed it before. */
export interface Doomed {
  readonly remoteId: string;
  readonly name: string;
  readonly folder: string;
  readonly documentId: string | null;
}

/** Documents removed in one transaction. */
const BATCH = 100;

/**
 * Removes the documents of items that are gone, with what was stored of the items themselves. From each transaction on
 * nothing answers from its documents.
 */
export async function removeItems(
  ctx: WorkspaceScope,
  sync: RunningSync,
  doomed: readonly Doomed[],
): Promise<void> {
  const { name: deletedBy } = await ctx.db.source.findFirstOrThrow({
    where: { id: sync.sourceId, workspaceId: ctx.workspace.id },
    select: { name: true },
  });
  for (let start = 0; start < doomed.length; start += BATCH) {
    sync.signal.throwIfAborted();
    const batch = doomed.slice(start, start + BATCH);
    await ctx.db.$transaction(async (tx) => {
      await holdLease(tx, sync.lease);
      const ids = batch.flatMap(({ documentId }) => documentId ?? []);
      await removeDocuments(tx, ctx, { which: { id: { in: ids } }, deletedBy });
      await tx.syncItem.updateMany({
        where: {
          sourceId: sync.sourceId,
          workspaceId: ctx.workspace.id,
          remoteId: { in: batch.map(({ remoteId }) => remoteId) },
        },
        data: { documentId: null, fetchedEtag: null, fetchedSize: null, state: "known" },
      });
      const outcomes = batch
        .filter(({ documentId }) => documentId !== null)
        .map(({ remoteId, name, folder }) => {
          return { remoteId, name, folder, outcome: "removed" as const };
        });
      await noteOutcomes(tx, ctx, { runId: sync.runId, outcomes });
    });
  }
  // Folders stay: what hangs under one has to be known as gone.
  await ctx.sql.query(
    `delete from "SyncItem" where "sourceId" = $1 and kind = 'file' and "removedAt" is not null
       and "documentId" is null`,
    [sync.sourceId],
  );
}
