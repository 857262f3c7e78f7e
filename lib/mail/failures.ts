import { AppError } from "@/lib/errors/app-error";

/** What nodemailer says of a failure, as far as it is used. */
interface Failure {
  readonly code?: string;
  /** Of the server's reply. */
  readonly responseCode?: number;
}

const REASONS: Readonly<Record<string, string>> = {
  EDNS: "name",
  ENOTFOUND: "name",
  EAI_AGAIN: "name",
  ECONNREFUSED: "refused",
  ETIMEDOUT: "slow",
  ETLS: "encryption",
  ECONNECTION: "closed",
  ECONNRESET: "closed",
  EPIPE: "closed",
};

/** What the server says of one mail, as against of everybody who comes. */
const OF_THE_MAIL = new Set(["EENVELOPE", "EMESSAGE"]);

/**
 * What a mail server did, in our own words. Neither the error nor the server's text goes along: a server may repeat what
 * was said to it, the password included.
 */
export function describeMailFailure(error: unknown, host: string): AppError {
  const { code = "", responseCode } = failureOf(error);
  const status = OF_THE_MAIL.has(code) ? (responseCode ?? 0) : 0;
  if (code === "EAUTH" || code === "ENOAUTH") {
    return new AppError("mail.sign-in-refused", "unavailable", {
      params: { host },
      retryable: true,
    });
  }
  // The same server takes the next one; this one it doesn't, however often it is offered.
  if (status >= 500) {
    return new AppError("mail.refused", "bad-request", { params: { host, status } });
  }
  if (status >= 400) {
    return new AppError("mail.busy", "unavailable", { params: { host, status }, retryable: true });
  }
  return new AppError("mail.unreachable", "unavailable", {
    params: { host, reason: reasonOf(error, code) },
    retryable: true,
  });
}

function failureOf(error: unknown): Failure {
  return error instanceof Error ? (error as Error & Failure) : {};
}

/** nodemailer puts its own code over that of the socket, whose name stays in the text. */
function reasonOf(error: unknown, code: string): string {
  const text = error instanceof Error ? error.message : "";
  const inner = Object.keys(REASONS).find((name) => text.includes(name));
  if (/certificate|self[- ]signed/i.test(text)) return "certificate";
  return REASONS[inner ?? code] ?? "other";
}
