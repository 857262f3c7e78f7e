import "server-only";
import { isAppError, isCancellation, type ErrorKind } from "@/lib/errors/app-error";
import { errorText } from "@/lib/i18n/error-text";
import { dynamicTexts } from "@/lib/i18n/dynamic-texts";
import type { ApiProblem } from "@/lib/publication/api-schemas";
import { log } from "@/lib/telemetry/log";
import { databaseBusy } from "../database-busy";

const KINDS = {
  "bad-request": { status: 400, type: "invalid_request_error" },
  unauthenticated: { status: 401, type: "authentication_error" },
  forbidden: { status: 403, type: "permission_error" },
  "not-found": { status: 404, type: "invalid_request_error" },
  conflict: { status: 409, type: "invalid_request_error" },
  "too-large": { status: 413, type: "invalid_request_error" },
  "rate-limited": { status: 429, type: "rate_limit_error" },
  unavailable: { status: 503, type: "server_error" },
  cancelled: { status: 499, type: "server_error" },
  internal: { status: 500, type: "server_error" },
} as const satisfies Record<ErrorKind, { status: number; type: string }>;

/** Any failure as a program is told of it, in the form that OpenAI's clients read. What nobody foresaw is logged here, once. */
export function apiProblemOf(failure: unknown): {
  status: number;
  problem: ApiProblem;
  retryAfterMs: number | undefined;
} {
  const error = databaseBusy(failure) ?? failure;
  const known = isAppError(error) ? error : null;
  if (!known ? !isCancellation(error) : known.kind === "internal") {
    log().error({ err: error }, "call of the API failed");
  }
  const kind = known?.kind ?? "internal";
  const code = kind === "internal" ? "internal" : (known?.code ?? "internal");
  const params = kind === "internal" ? {} : (known?.params ?? {});
  const { what, next } = errorText({ code, params }, dynamicTexts);
  const field = params.field;
  return {
    status: KINDS[kind].status,
    retryAfterMs: known?.retryAfterMs,
    problem: {
      error: {
        code: code.replace(/^(?:visitor|api)\./, ""),
        message: [what, next].filter(Boolean).join(" "),
        type: KINDS[kind].type,
        param: typeof field === "string" && field !== "" ? field : null,
      },
    },
  };
}
