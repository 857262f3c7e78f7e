import { createMailer, type Mailer } from "@/lib/mail/smtp";

const from = { name: "Groundwork", address: "ground@mail.example" };

/** A mailer for a test server on this machine. */
export function mailerTo(
  port: number,
  login: { user: string; password: string } | null = null,
): Mailer {
  return createMailer({
    host: "127.0.0.1",
    port,
    secure: false,
    login,
    requiresEncryption: false,
    from,
  });
}

/** Where mails are queued and nobody works on jobs. */
export const unusedMailer = (): Mailer => mailerTo(9);
