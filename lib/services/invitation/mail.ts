import "server-only";
import type { Role } from "@/lib/auth/permissions";
import { translator } from "@/lib/i18n/translator";
import type { MailMessage } from "@/lib/mail/message";
import { absoluteUrl } from "../address";

interface Invited {
  readonly by: string;
  readonly workspace: string;
  readonly email: string;
  readonly role: Role;
  /** Path of the link. */
  readonly path: string;
  readonly expiresAt: Date;
}

/** What somebody is told who is invited to a workspace. */
export function invitationMail({
  by,
  workspace,
  email,
  role,
  path,
  expiresAt,
}: Invited): MailMessage {
  const t = translator("mails.invitation");
  return {
    subject: t("subject", { by, workspace }),
    parts: [
      { text: t("body", { by, workspace, role }) },
      { action: t("open"), url: absoluteUrl(path) },
      { note: t("note", { date: expiresAt, email }) },
    ],
  };
}
