import "server-only";
import { sqlPort } from "@/lib/db/sql";
import { mayRead, readerPrincipals } from "@/lib/vector-stores/postgres/visibility";
import type { Tx, WorkspaceContext } from "../context";
import { found } from "../not-found";

const READABLE = `
  with recursive ${readerPrincipals("$2::text")}
  select d.id from "Document" d
  join "Source" source on source.id = d."sourceId" and source."workspaceId" = $1 and source."deletedAt" is null
  where d.id = $3 and d."workspaceId" = $1 and d."deletedAt" is null and ${mayRead()}`;

/** A document of the caller's workspace that isn't deleted and that they may read. Throws `document.not-found`. */
export async function findDocument(tx: Tx, ctx: WorkspaceContext, id: string) {
  const workspaceId = ctx.workspace.id;
  found("document", (await sqlPort(tx).query(READABLE, [workspaceId, ctx.actor.userId, id]))[0]);
  return found("document", await tx.document.findFirst({ where: { id, workspaceId } }));
}
