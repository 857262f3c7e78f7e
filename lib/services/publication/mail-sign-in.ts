import "server-only";
import { hashSecret, newSecret } from "@/lib/crypto/secret";
import { translator } from "@/lib/i18n/translator";
import type { HostedChannel } from "@/lib/publication/settings";
import { absoluteUrl } from "../address";
import type { WorkspaceScope } from "../context";
import { queueMail } from "../mail/queue";
import { readChannel } from "./channel";
import { hostedPath } from "./hosted-path";

const VALID_MINUTES = 15;

interface MailSignIn {
  ctx: WorkspaceScope;
  input: { publicationId: string; channel: HostedChannel; email: string };
}

/**
 * Mails a link that lets an invited person in once, within a quarter of an hour; it takes the place of one mailed before. Nothing
 * happens for anybody else.
 */
export async function mailSignIn({
  ctx,
  input: { publicationId, channel, email },
}: MailSignIn): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const token = newSecret();
  await ctx.db.$transaction(async (tx) => {
    const invitation = await tx.publicationInvitation.findFirst({
      where: { publicationId, workspaceId, email, expiresAt: { gt: new Date() } },
      select: {
        id: true,
        publication: {
          select: { workflow: { select: { name: true } }, channels: { where: { channel } } },
        },
      },
    });
    if (!invitation || !ctx.mailer) return;
    const { workflow, channels } = invitation.publication;
    const settings = readChannel(channel, channels[0]);
    if (!settings.on) return;
    await tx.publicationInvitation.update({
      where: { id: invitation.id, workspaceId },
      data: {
        signInHash: hashSecret(token),
        signInUntil: new Date(Date.now() + VALID_MINUTES * 60_000),
      },
    });
    const t = translator("mails.pageSignIn");
    const title = settings.look.title || workflow.name;
    const message = {
      subject: t("subject", { title }),
      parts: [
        { text: t("body", { title }) },
        {
          action: t("open"),
          url: absoluteUrl(`${hostedPath(channel, publicationId)}#sign-in=${token}`),
        },
        { note: t("note", { minutes: VALID_MINUTES }) },
      ],
    };
    await queueMail(tx, ctx, { kind: "page-sign-in", to: email, message, about: invitation.id });
  });
}
