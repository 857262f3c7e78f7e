import "server-only";
import type { Tx } from "../context";
import { found } from "../not-found";

/** A store of the workspace that isn't deleted, with the index that answers. Throws `store.not-found`. */
export async function findStore(
  tx: Tx,
  ctx: { readonly workspace: { readonly id: string } },
  id: string,
) {
  return found(
    "store",
    await tx.store.findFirst({
      where: { id, workspaceId: ctx.workspace.id, deletedAt: null },
      include: { activeIndex: true, indexes: { where: { state: "building" } } },
    }),
  );
}
