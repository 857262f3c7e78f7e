import "server-only";
import { randomUUID } from "node:crypto";
import { isMailAddress } from "@/lib/mail/address";
import type { MailMessage } from "@/lib/mail/message";
import { AppError } from "@/lib/errors/app-error";
import type { Tx, WorkspaceScope } from "../context";
import { sealedColumns, sealedPlace } from "../secret/sealed-columns";
import type { MailKind } from "./kinds";

interface Queued {
  readonly kind: MailKind;
  readonly to: string;
  readonly message: MailMessage;
  /** Id of what it is about. */
  readonly about?: string;
}

/**
 * Queues a mail within the caller's transaction: it is sent exactly when what it tells of is so. What it says waits sealed,
 * since it may hold a link that lets somebody in. Throws `mail.not-set-up`, `mail.bad-address`.
 */
export async function queueMail(
  tx: Tx,
  ctx: Pick<WorkspaceScope, "workspace" | "vault" | "jobs" | "mailer">,
  { kind, to, message, about }: Queued,
): Promise<{ id: string }> {
  if (!ctx.mailer) throw new AppError("mail.not-set-up", "bad-request");
  if (!isMailAddress(to)) throw new AppError("mail.bad-address", "bad-request");
  const workspaceId = ctx.workspace.id;
  const id = randomUUID();
  await tx.mail.create({
    data: {
      ...{ id, workspaceId, kind, recipient: to },
      ...(about !== undefined && { about }),
      sealedMessage: ctx.vault.seal(
        JSON.stringify(message),
        sealedPlace(sealedColumns.mailMessage, { id, workspaceId }),
      ),
    },
  });
  await ctx.jobs.enqueue(tx, "send-mail", { workspaceId, mailId: id });
  return { id };
}
