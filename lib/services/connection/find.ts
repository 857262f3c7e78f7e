import "server-only";
import type { Tx } from "../context";
import { found } from "../not-found";

/** A connection of the workspace that isn't deleted, its key sealed. Throws `connection.not-found`. */
export async function findConnection(
  tx: Tx,
  ctx: { readonly workspace: { readonly id: string } },
  id: string,
) {
  return found(
    "connection",
    await tx.modelConnection.findFirst({
      where: { id, workspaceId: ctx.workspace.id, deletedAt: null },
    }),
  );
}
