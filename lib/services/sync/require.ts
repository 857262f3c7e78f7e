import "server-only";
import type { Tx, WorkspaceContext } from "../context";
import { found } from "../not-found";

/** Throws `sync.not-found` unless this source of the caller's workspace is there and kept in sync. */
export async function requireSync(tx: Tx, ctx: WorkspaceContext, sourceId: string) {
  return found(
    "sync",
    await tx.sourceSync.findFirst({
      where: { sourceId, workspaceId: ctx.workspace.id, source: { deletedAt: null } },
      select: { connectionId: true, source: { select: { respectsPermissions: true } } },
    }),
  );
}
