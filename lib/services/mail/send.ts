import "server-only";
import { Prisma } from "@/lib/db/generated/client";
import { writeJson } from "@/lib/db/json";
import { AppError, isAppError } from "@/lib/errors/app-error";
import type { MailMessage } from "@/lib/mail/message";
import type { WorkspaceScope } from "../context";
import { Postponed } from "../indexing/postponed";
import { sealedColumns, sealedPlace } from "../secret/sealed-columns";

interface SendMail {
  ctx: WorkspaceScope;
  input: { mailId: string };
}

/** A mail server that hangs holds up one job of a worker, and no other. */
let sending = false;
const TURN_MS = 500;

/**
 * Hands a mail to the mail server; one that was sent, given up or taken back is left alone. Throws the mailer's errors, and
 * `Postponed` while this process sends another one.
 */
export async function sendMail({ ctx, input: { mailId } }: SendMail): Promise<void> {
  if (sending) throw new Postponed(new Date(Date.now() + TURN_MS));
  sending = true;
  try {
    await send(ctx, mailId);
  } finally {
    sending = false;
  }
}

async function send(ctx: WorkspaceScope, id: string): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const mail = await ctx.db.mail.findFirst({
    where: { id, workspaceId, state: "queued" },
    select: { recipient: true, sealedMessage: true },
  });
  if (!mail?.sealedMessage) return;
  if (!ctx.mailer) throw new AppError("mail.not-set-up", "unavailable", { retryable: true });
  const place = sealedPlace(sealedColumns.mailMessage, { id, workspaceId });
  // What was sealed here was written by queueMail.
  const message = JSON.parse(ctx.vault.open(mail.sealedMessage, place)) as MailMessage;
  try {
    await ctx.mailer.send({ ...message, id, to: mail.recipient });
  } catch (error) {
    if (isAppError(error)) {
      const { code, params } = error;
      await ctx.db.mail.updateMany({
        where: { id, workspaceId, state: "queued" },
        data: { error: writeJson({ code, params }) },
      });
    }
    throw error;
  }
  await end(ctx, id, { state: "sent", error: Prisma.DbNull });
}

/** Notes that a mail won't arrive, and forgets what it said. */
export async function giveUpMail(
  ctx: WorkspaceScope,
  { mailId, error }: { mailId: string; error: { code: string; params: object } },
): Promise<void> {
  await end(ctx, mailId, { state: "failed", error: writeJson(error) });
}

async function end(
  { db, workspace }: WorkspaceScope,
  id: string,
  data: Pick<Prisma.MailUpdateManyMutationInput, "state" | "error">,
): Promise<void> {
  await db.mail.updateMany({
    where: { id, workspaceId: workspace.id, state: "queued" },
    data: { ...data, sealedMessage: null, endedAt: new Date() },
  });
}
