import "server-only";
import { dynamicTexts } from "@/lib/i18n/dynamic-texts";
import { errorText } from "@/lib/i18n/error-text";
import { translator } from "@/lib/i18n/translator";
import { isMailAddress } from "@/lib/mail/address";
import type { MailMessage } from "@/lib/mail/message";
import { absoluteUrl } from "../address";
import type { Tx, WorkspaceScope } from "../context";
import { queueMail } from "../mail/queue";

type Failure = { readonly code: string; readonly params: object };

export interface SyncNews {
  readonly sourceId: string;
  /** Why it fails; null when it works again. */
  readonly error: Failure | null;
  /** Runs that failed one after the other. */
  readonly failures: number;
}

/**
 * Tells every owner and admin by mail that a source keeps failing, or works again, in the transaction that notes it. False
 * where no mail is sent.
 */
export async function tellAdmins(tx: Tx, ctx: WorkspaceScope, news: SyncNews): Promise<boolean> {
  if (!ctx.mailer) return false;
  const workspaceId = ctx.workspace.id;
  const source = await tx.source.findFirstOrThrow({
    where: { id: news.sourceId, workspaceId },
    select: { name: true, workspace: { select: { name: true, slug: true } } },
  });
  const admins = await tx.membership.findMany({
    where: { workspaceId, role: { in: ["owner", "admin"] } },
    select: { user: { select: { email: true } } },
  });
  const { name, slug } = source.workspace;
  const path = `/${slug}/knowledge/sources/${news.sourceId}`;
  const message = syncMail({ ...news, source: source.name, workspace: name, path });
  const kind = news.error ? "sync-failing" : "sync-recovered";
  for (const { user } of admins) {
    // Accounts may be older than the rule for addresses.
    if (!isMailAddress(user.email)) continue;
    await queueMail(tx, ctx, { kind, to: user.email, message, about: news.sourceId });
  }
  return true;
}

interface Told extends SyncNews {
  readonly source: string;
  readonly workspace: string;
  readonly path: string;
}

function syncMail({ error, failures, source, workspace, path }: Told): MailMessage {
  const t = translator("mails.sync");
  const open = { action: t("open"), url: absoluteUrl(path) };
  if (!error) {
    return {
      subject: t("recoveredSubject", { source }),
      parts: [{ text: t("recoveredBody", { source, workspace }) }, open],
    };
  }
  const { what, next } = errorText({ ...error, params: { ...error.params } }, dynamicTexts);
  return {
    subject: t("failingSubject", { source }),
    parts: [
      { text: t("failingBody", { source, workspace, count: failures }) },
      { quote: [what, next].filter(Boolean).join(" ") },
      { text: t("failingNext") },
      open,
      { note: t("failingNote") },
    ],
  };
}
