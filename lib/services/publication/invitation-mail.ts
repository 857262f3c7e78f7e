import "server-only";
import { translator } from "@/lib/i18n/translator";
import type { MailMessage } from "@/lib/mail/message";
import { absoluteUrl } from "../address";

interface Invited {
  readonly by: string;
  /** As the page calls itself. */
  readonly title: string;
  readonly email: string;
  /** Path of the link. */
  readonly path: string;
  readonly expiresAt: Date;
}

/** What somebody is told who is invited to a hosted page. */
export function pageInvitationMail({ by, title, email, path, expiresAt }: Invited): MailMessage {
  const t = translator("mails.pageInvitation");
  return {
    subject: t("subject", { by, title }),
    parts: [
      { text: t("body", { by, title }) },
      { action: t("open"), url: absoluteUrl(path) },
      { note: t("note", { date: expiresAt, email }) },
    ],
  };
}
