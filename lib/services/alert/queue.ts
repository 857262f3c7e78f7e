import "server-only";
import type { Tx, WorkspaceScope } from "../context";
import { writeJson } from "@/lib/db/json";

export type AlertKind = "test" | "sync-failing" | "sync-recovered";

/** What is sent, as JSON. */
export interface AlertMessage {
  /** For people: chats that take webhooks show it. */
  readonly text: string;
  /** Where somebody looks at it. */
  readonly url: string;
  readonly data: Readonly<Record<string, string | number | null>>;
}

interface Queued {
  readonly kind: AlertKind;
  readonly message: AlertMessage;
}

/** Queues an alert within the caller's transaction. False where nobody wants to be told by one. */
export async function queueAlert(
  tx: Tx,
  ctx: Pick<WorkspaceScope, "workspace" | "jobs">,
  { kind, message }: Queued,
): Promise<boolean> {
  const workspaceId = ctx.workspace.id;
  const hook = await tx.alertHook.findUnique({ where: { workspaceId }, select: { id: true } });
  if (!hook) return false;
  const { id } = await tx.alertDelivery.create({
    data: { workspaceId, hookId: hook.id, kind, message: writeJson(message) },
    select: { id: true },
  });
  await ctx.jobs.enqueue(tx, "send-alert", { workspaceId, deliveryId: id });
  return true;
}
