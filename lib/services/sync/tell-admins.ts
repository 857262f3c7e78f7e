import "server-only";
import { dynamicTexts } from "@/lib/i18n/dynamic-texts";
import { errorText } from "@/lib/i18n/error-text";
import { translator } from "@/lib/i18n/translator";
import { isMailAddress } from "@/lib/mail/address";
import type { MailMessage } from "@/lib/mail/message";
import { queueAlert, type AlertMessage } from "../alert/queue";
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
 * Tells every owner and admin by mail, and the workspace's address for alerts, that a source keeps failing or works again, in
 * the transaction that notes it. False where there is neither.
 */
export async function tellAdmins(tx: Tx, ctx: WorkspaceScope, news: SyncNews): Promise<boolean> {
  const source = await tx.source.findFirstOrThrow({
    where: { id: news.sourceId, workspaceId: ctx.workspace.id },
    select: { name: true, workspace: { select: { name: true, slug: true } } },
  });
  const { name, slug } = source.workspace;
  const path = `/${slug}/knowledge/sources/${news.sourceId}`;
  const told = { ...news, source: source.name, workspace: name, path };
  const kind = news.error ? "sync-failing" : "sync-recovered";
  const alerted = await queueAlert(tx, ctx, { kind, message: syncAlert(told) });
  if (!ctx.mailer) return alerted;
  await mailAdmins(tx, ctx, { kind, told });
  return true;
}

async function mailAdmins(
  tx: Tx,
  ctx: WorkspaceScope,
  { kind, told }: { kind: "sync-failing" | "sync-recovered"; told: Told },
): Promise<void> {
  const admins = await tx.membership.findMany({
    where: { workspaceId: ctx.workspace.id, role: { in: ["owner", "admin"] } },
    select: { user: { select: { email: true } } },
  });
  const message = syncMail(told);
  for (const { user } of admins) {
    // Accounts may be older than the rule for addresses.
    if (!isMailAddress(user.email)) continue;
    await queueMail(tx, ctx, { kind, to: user.email, message, about: told.sourceId });
  }
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

function syncAlert({ sourceId, error, failures, source, workspace, path }: Told): AlertMessage {
  const t = translator("mails.alert");
  const url = absoluteUrl(path);
  const reason = error && errorText({ ...error, params: { ...error.params } }, dynamicTexts).what;
  const text =
    reason === null
      ? t("recovered", { source, workspace, url })
      : t("failing", { source, workspace, url, reason, count: failures });
  const data = { source, sourceId, workspace, failures, error: error?.code ?? null };
  return { text, url, data };
}
