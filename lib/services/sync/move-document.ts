import "server-only";
import type { Tx, WorkspaceScope } from "../context";
import { queueAgain } from "../document/queue-again";

interface Move {
  readonly id: string;
  readonly place: { readonly name: string; readonly folder: string };
}

/**
 * Gives a document the name and folder that its file has now. Its passages stay as they are for a new folder; a new name
 * is part of what is searched, so they are made anew. Resolves to whether anything changed.
 */
export async function moveDocument(
  tx: Tx,
  ctx: WorkspaceScope,
  { id, place }: Move,
): Promise<boolean> {
  const workspaceId = ctx.workspace.id;
  const before = await tx.document.findFirst({
    where: { id, workspaceId, deletedAt: null },
    select: { name: true, folder: true },
  });
  if (!before || (before.name === place.name && before.folder === place.folder)) return false;
  if (before.name !== place.name) await queueAgain(tx, ctx, id);
  await tx.document.updateMany({ where: { id, workspaceId }, data: place });
  return true;
}
