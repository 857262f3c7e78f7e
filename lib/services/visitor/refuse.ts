import { AppError, type ErrorKind } from "@/lib/errors/app-error";
import type { VisitorProblem } from "@/lib/publication/protocol";

const KINDS = {
  "not-found": "not-found",
  "not-live": "not-found",
  "origin-refused": "forbidden",
  "password-needed": "unauthenticated",
  "password-wrong": "unauthenticated",
  "sign-in-needed": "unauthenticated",
  "address-needed": "unauthenticated",
  "invitation-needed": "unauthenticated",
  "token-expired": "unauthenticated",
  "token-refused": "unauthenticated",
  "too-many": "rate-limited",
  spent: "rate-limited",
  "bad-input": "bad-request",
  "file-refused": "bad-request",
  unavailable: "unavailable",
  interrupted: "unavailable",
} as const satisfies Record<VisitorProblem["code"], ErrorKind>;

const PREFIX = "visitor.";

/** A refusal that a visitor understands, as `visitor.<code>`. */
export function refuse(code: VisitorProblem["code"], retryAfterMs?: number): AppError {
  return new AppError(PREFIX + code, KINDS[code], {
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

/** The code of such a refusal; null for any other error. */
export function refusalCode(error: AppError): VisitorProblem["code"] | null {
  const code = error.code.startsWith(PREFIX) ? error.code.slice(PREFIX.length) : "";
  return code in KINDS ? (code as VisitorProblem["code"]) : null;
}
