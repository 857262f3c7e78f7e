import "server-only";
import { translator } from "@/lib/i18n/translator";
import { absoluteUrl } from "../address";
import { recordAudit } from "../audit/record";
import type { WorkspaceContext } from "../context";
import { countCall } from "../visitor/rate";
import { queueMail } from "./queue";

const LIMIT = { points: 5, windowMs: 10 * 60_000 };

/** Queues a mail to who asks, to see whether mails arrive. Throws `mail.not-set-up`, `mail.too-many`. */
export async function sendTestMail({ ctx }: { ctx: WorkspaceContext }): Promise<{ to: string }> {
  const { userId } = ctx.actor;
  await countCall(ctx.sql, [{ key: `mail:test:${userId}`, ...LIMIT }], "mail.too-many");
  const t = translator("mails.test");
  return ctx.db.$transaction(async (tx) => {
    const { email, name } = await tx.user.findUniqueOrThrow({
      where: { id: userId },
      select: { email: true, name: true },
    });
    const parts = [
      { text: t("body", { name, workspace: ctx.workspace.name }) },
      { action: t("open"), url: absoluteUrl(`/${ctx.workspace.slug}/settings?tab=mail`) },
    ];
    const message = { subject: t("subject"), parts };
    const { id } = await queueMail(tx, ctx, { kind: "test", to: email, message });
    await recordAudit(tx, ctx, { action: "mail.test", entity: "mail", entityId: id });
    return { to: email };
  });
}
