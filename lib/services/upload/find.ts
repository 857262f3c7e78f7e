import "server-only";
import type { Tx, WorkspaceContext } from "../context";
import { found } from "../not-found";

/** An upload of the workspace that is not complete, with the parts that are there, in order. Throws `upload.not-found`. */
export async function findUpload(tx: Tx, ctx: WorkspaceContext, id: string) {
  return found(
    "upload",
    await tx.upload.findFirst({
      where: {
        id,
        workspaceId: ctx.workspace.id,
        documentId: null,
        source: { deletedAt: null },
      },
      include: { parts: { orderBy: { number: "asc" } } },
    }),
  );
}
