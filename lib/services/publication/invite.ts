import "server-only";
import type { z } from "zod";
import { hashSecret, newSecret } from "@/lib/crypto/secret";
import type { HostedChannel } from "@/lib/publication/settings";
import { recordAudit } from "../audit/record";
import type { Call, Tx, WorkspaceContext } from "../context";
import { queueMail } from "../mail/queue";
import { readChannel } from "./channel";
import { ensurePublication } from "./ensure";
import { hostedPath } from "./hosted-path";
import type { inviteInput } from "./inputs";
import { pageInvitationMail } from "./invitation-mail";

const VALID_DAYS = 90;

/**
 * Gives a person a link of their own to the hosted page, good for 90 days. It is shown once, its path relative to the
 * address people open; or it goes to the person by mail and is null here. For somebody invited before it takes the place of
 * the old one. Throws `workflow.not-found`, `mail.not-set-up`, `mail.bad-address`.
 */
export async function invite({
  ctx,
  input: { workflowId, email, channel, by },
}: Call<z.output<typeof inviteInput>>): Promise<{ id: string; url: string | null }> {
  const token = newSecret();
  const workspaceId = ctx.workspace.id;
  return ctx.db.$transaction(async (tx) => {
    const { id: publicationId } = await ensurePublication(tx, ctx, workflowId);
    const path = `${hostedPath(channel, publicationId)}#invitation=${token}`;
    const expiresAt = new Date(Date.now() + VALID_DAYS * 86_400_000);
    const given = { tokenHash: hashSecret(token), expiresAt, usedAt: null };
    const { id } = await tx.publicationInvitation.upsert({
      where: { publicationId_email: { publicationId, email }, workspaceId },
      create: { workspaceId, publicationId, email, ...given },
      update: given,
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: "publication.invite",
      entity: "workflow",
      entityId: workflowId,
      detail: { email, by },
    });
    if (by === "link") return { id, url: path };
    const names = await namesOf(tx, ctx, { publicationId, channel });
    const message = pageInvitationMail({ ...names, email, path, expiresAt });
    await queueMail(tx, ctx, { kind: "page-invitation", to: email, message, about: id });
    return { id, url: null };
  });
}

/** Who invites, and what the page calls itself. */
async function namesOf(
  tx: Tx,
  ctx: WorkspaceContext,
  { publicationId, channel }: { publicationId: string; channel: HostedChannel },
): Promise<{ by: string; title: string }> {
  const { name: by } = await tx.user.findUniqueOrThrow({
    where: { id: ctx.actor.userId },
    select: { name: true },
  });
  const { workflow, channels } = await tx.publication.findFirstOrThrow({
    where: { id: publicationId, workspaceId: ctx.workspace.id },
    select: { workflow: { select: { name: true } }, channels: { where: { channel } } },
  });
  return { by, title: readChannel(channel, channels[0]).look.title || workflow.name };
}
