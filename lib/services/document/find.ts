import "server-only";
import type { Tx, WorkspaceContext } from "../context";
import { found } from "../not-found";

/** A document of the caller's workspace that isn't deleted. Throws `document.not-found`. */
export async function findDocument(tx: Tx, ctx: WorkspaceContext, id: string) {
  return found(
    "document",
    await tx.document.findFirst({
      where: { id, workspaceId: ctx.workspace.id, deletedAt: null, source: { deletedAt: null } },
    }),
  );
}
