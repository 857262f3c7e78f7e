import "server-only";
import { sqlPort } from "@/lib/db/sql";
import type { Tx, WorkspaceContext } from "../context";
import { found } from "../not-found";
import { readableIds } from "./readable";

/** A document of the caller's workspace that isn't deleted and that they may read. Throws `document.not-found`. */
export async function findDocument(tx: Tx, ctx: WorkspaceContext, id: string) {
  const workspaceId = ctx.workspace.id;
  const asked = { workspaceId, userId: ctx.actor.userId, ids: [id] };
  found("document", (await readableIds(sqlPort(tx), asked)).has(id) ? id : null);
  return found("document", await tx.document.findFirst({ where: { id, workspaceId } }));
}
