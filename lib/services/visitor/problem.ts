import "server-only";
import { ZodError } from "zod";
import { isAppError, isCancellation, type AppError, type ErrorKind } from "@/lib/errors/app-error";
import { dynamicTexts } from "@/lib/i18n/dynamic-texts";
import { errorText } from "@/lib/i18n/error-text";
import type { VisitorProblem } from "@/lib/publication/protocol";
import { log } from "@/lib/telemetry/log";
import { databaseBusy } from "../database-busy";
import { refusalCode } from "./refuse";

export interface Refused {
  readonly status: number;
  readonly problem: VisitorProblem;
}

const STATUS = {
  "not-found": 404,
  "not-live": 404,
  "origin-refused": 403,
  "password-needed": 401,
  "password-wrong": 401,
  "sign-in-needed": 401,
  "address-needed": 401,
  "invitation-needed": 401,
  "token-expired": 401,
  "token-refused": 401,
  "too-many": 429,
  spent: 429,
  "bad-input": 400,
  "file-refused": 400,
  unavailable: 503,
  interrupted: 503,
} as const satisfies Record<VisitorProblem["code"], number>;

const BY_KIND: Partial<Record<ErrorKind, VisitorProblem["code"]>> = {
  "bad-request": "bad-input",
  conflict: "bad-input",
  "too-large": "bad-input",
  "not-found": "not-found",
  "rate-limited": "too-many",
};

const ABOUT_FORMS = /^form(?:-batch)?\./;
const ABOUT_FILES = /^(?:conversation-file|storage|document|ingestion)\./;

/**
 * Any failure as a visitor is told of it: what they can do, never how the workflow works. What nobody foresaw is logged
 * here, once.
 */
export function refusedWith(failure: unknown): Refused {
  const error = databaseBusy(failure) ?? failure;
  if (error instanceof ZodError) return refused("bad-input");
  if (isAppError(error)) {
    const own = refusalCode(error);
    if (own) return refused(own, error.retryAfterMs);
    if (error.kind === "internal") log().error({ err: error }, "visitor's request failed");
    if (ABOUT_FILES.test(error.code) && error.kind !== "not-found") return refused("file-refused");
    if (ABOUT_FORMS.test(error.code) && error.kind !== "not-found") return formRefused(error);
    return refused(BY_KIND[error.kind] ?? "unavailable", error.retryAfterMs);
  }
  if (!isCancellation(error)) log().error({ err: error }, "visitor's request failed");
  return refused("unavailable");
}

/** What a visitor is told of a run that failed. */
export function problemOfRun(error: { code: string }): VisitorProblem {
  if (error.code === "run.interrupted") return problem("interrupted");
  if (error.code.startsWith("budget.")) return problem("spent");
  if (ABOUT_FILES.test(error.code)) return problem("file-refused");
  return problem("unavailable");
}

/** What is wrong with what was filled in, the visitor can mend: it is said exactly. */
function formRefused({ code, params }: AppError): Refused {
  const { field } = params;
  const message = errorLine({ code, params });
  const named = typeof field === "string" && field !== "" ? { field } : {};
  const { status, problem } = refused("bad-input");
  return { status, problem: { ...problem, message, ...named } };
}

/** An error in one line, as those outside are told of it. */
export function errorLine(error: { code: string; params: AppError["params"] }): string {
  const { what, next } = errorText(error, dynamicTexts);
  return [what, next].filter(Boolean).join(" ");
}

function refused(code: VisitorProblem["code"], retryAfterMs?: number): Refused {
  return { status: STATUS[code], problem: problem(code, retryAfterMs) };
}

function problem(code: VisitorProblem["code"], retryAfterMs?: number): VisitorProblem {
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs: Math.ceil(retryAfterMs) };
  return { code, message: dynamicTexts(`errors.visitor.${code}`), ...wait };
}
