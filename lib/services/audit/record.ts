import "server-only";
import type { Tx, WorkspaceContext } from "../context";

export interface AuditEntry {
  /** `<entity>.<verb>`, e.g. "member.set-role". */
  action: string;
  entity: string;
  entityId: string;
  /** Names and settings only: no secret, no document text. */
  detail?: Record<string, string | number | boolean | null>;
}

/** Writes who did what, in the same transaction as the deed. */
export async function recordAudit(
  tx: Tx,
  ctx: Pick<WorkspaceContext, "workspace" | "actor">,
  entry: AuditEntry,
): Promise<void> {
  await tx.auditEvent.create({
    data: { workspaceId: ctx.workspace.id, userId: ctx.actor.userId, ...entry },
  });
}
