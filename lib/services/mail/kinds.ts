/** What mails are sent for; each has a name in the messages. */
export const MAIL_KINDS = [
  "test",
  "invitation",
  "page-invitation",
  "page-sign-in",
  "hand-over",
  "sync-failing",
  "sync-recovered",
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];
