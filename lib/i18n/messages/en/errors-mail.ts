/** Texts of `errors.<code>` for mails. `reason` is one of the fixed words of lib/mail/failures.ts. */
export const mailErrors = {
  "mail.not-set-up":
    "This installation has no mail server, so no mail can be sent. Whoever runs it can set GROUNDWORK_SMTP_URL and GROUNDWORK_MAIL_FROM.",
  "mail.bad-address":
    "No mail can be sent to that address. Check its spelling, or use another one.",
  "mail.too-many": "That was asked for often within a few minutes. Try again a little later.",
  "mail.sign-in-refused":
    "The mail server {host} refused the user name or the password. Whoever runs this installation can correct GROUNDWORK_SMTP_URL.",
  "mail.refused":
    "The mail server {host} refused the mail ({status}). Check the address it goes to; if all mails are refused, the server may not take GROUNDWORK_MAIL_FROM for a sender.",
  "mail.busy":
    "The mail server {host} did not take the mail for now ({status}). It is offered again by itself.",
  "mail.unreachable":
    "The mail server {host} could not be reached. {reason, select, name {There is no host of that name: check the spelling.} refused {Nothing is listening there: check the port, and that the server is running.} slow {It took too long to answer.} closed {It closed the connection early.} encryption {It offers no encrypted connection, without which no password is sent.} certificate {Its security certificate is not valid, so the connection was refused.} other {Check the address, and that the server is running.}}",
} as const;
