import "server-only";
import { createTransport } from "nodemailer";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/errors/app-error";
import { isMailAddress, type Mailbox } from "./address";
import { describeMailFailure } from "./failures";
import { compose, type MailMessage } from "./message";
import type { MailSettings } from "./settings";

/** A mail to one person. */
export interface OutgoingMail extends MailMessage {
  /** The same for every try, so that a mail which arrives twice can be told to be one. */
  readonly id: string;
  readonly to: string;
}

/** Hands mails to the server that the operator named. */
export interface Mailer {
  readonly from: Mailbox;
  /** Host and port of the server, for people to recognise it by. */
  readonly server: string;
  /**
   * Resolves once the server has taken it. Throws `mail.bad-address`, `mail.sign-in-refused`, `mail.refused` (for good),
   * `mail.busy`, `mail.unreachable`; none of them holds what the server said or the password.
   */
  send(mail: OutgoingMail): Promise<void>;
}

/** Short enough that a server which hangs holds a worker up for seconds, long enough for one that checks for spam first. */
const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/** A mailer for a server; opens a connection for each mail. */
export function createMailer(
  { host, port, secure, login, requiresEncryption, from }: MailSettings,
  timeouts: Partial<typeof TIMEOUTS> = {},
): Mailer {
  const transport = createTransport({
    ...{ host, port, secure, requireTLS: requiresEncryption && !secure },
    ...(login && { auth: { user: login.user, pass: login.password } }),
    tls: { minVersion: "TLSv1.2" },
    ...TIMEOUTS,
    ...timeouts,
    // Nothing that a mail says is ever looked up, in a file or at an address.
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  });
  const domain = from.address.slice(from.address.indexOf("@") + 1);
  return {
    from,
    server: `${host}:${String(port)}`,
    async send({ id, to, replyTo, ...message }) {
      for (const address of [to, ...(replyTo === undefined ? [] : [replyTo])]) {
        if (!isMailAddress(address)) throw new AppError("mail.bad-address", "bad-request");
      }
      const { subject, text, html } = compose(message);
      try {
        await transport.sendMail({
          from,
          // As objects: in a text, a comma would be read as a second recipient.
          to: { name: "", address: to },
          ...(replyTo !== undefined && { replyTo: { name: "", address: replyTo } }),
          envelope: { from: from.address, to: [to] },
          messageId: `<${id}@${domain}>`,
          headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
          ...{ subject, text, html },
        });
      } catch (error) {
        throw describeMailFailure(error, host);
      }
    },
  };
}

let shared: Mailer | undefined;

/** The mailer of this process; null where the operator named no mail server. */
export function mailer(): Mailer | null {
  const { mail } = env();
  if (mail === null) return null;
  shared ??= createMailer(mail);
  return shared;
}
