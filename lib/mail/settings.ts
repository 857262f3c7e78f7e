import type { Mailbox } from "./address";

/** The mail server that an operator named, and who mails come from. */
export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** Encrypted from the first byte on (smtps:); otherwise it is asked for when the server offers it (STARTTLS). */
  readonly secure: boolean;
  /** Null: no sign-in. */
  readonly login: { readonly user: string; readonly password: string } | null;
  /** Whether nothing is said without encryption: always with a password, save to this machine. */
  readonly requiresEncryption: boolean;
  readonly from: Mailbox;
}

export type SmtpAddress = Omit<MailSettings, "from">;

const PORTS: Readonly<Record<string, number>> = { "smtp:": 587, "smtps:": 465 };
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Reads `smtp://user:password@host:port` or `smtps://…`; null for anything else. */
export function parseSmtpUrl(text: string): SmtpAddress | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const port = PORTS[url.protocol];
  const plain = url.search === "" && url.hash === "" && ["", "/"].includes(url.pathname);
  if (port === undefined || url.hostname === "" || !plain) return null;
  const user = decoded(url.username);
  const password = decoded(url.password);
  if (user === null || password === null || (user === "") !== (password === "")) return null;
  const login = user === "" ? null : { user, password };
  return {
    host: url.hostname.replace(/^\[|\]$/g, "").toLowerCase(),
    port: url.port === "" ? port : Number(url.port),
    secure: url.protocol === "smtps:",
    login,
    requiresEncryption: login !== null && !LOOPBACK.has(url.hostname.toLowerCase()),
  };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
