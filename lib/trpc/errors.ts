import "server-only";
import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import { $ZodError } from "zod/v4/core";
import { isAppError, isCancellation, type ErrorKind } from "@/lib/errors/app-error";
import { databaseBusy } from "@/lib/services/database-busy";
import { log } from "@/lib/telemetry/log";

/** What the client learns about a failure; the text is `errors.<code>` of the catalogue with `params`. */
export interface ClientError {
  code: string;
  params: Readonly<Record<string, string | number | boolean | null>>;
  kind: ErrorKind;
}

const TRPC_CODES = {
  "bad-request": "BAD_REQUEST",
  unauthenticated: "UNAUTHORIZED",
  forbidden: "FORBIDDEN",
  "not-found": "NOT_FOUND",
  conflict: "CONFLICT",
  "too-large": "PAYLOAD_TOO_LARGE",
  "rate-limited": "TOO_MANY_REQUESTS",
  unavailable: "SERVICE_UNAVAILABLE",
  cancelled: "CLIENT_CLOSED_REQUEST",
  internal: "INTERNAL_SERVER_ERROR",
} as const satisfies Record<ErrorKind, TRPCError["code"]>;

/** The public face of any error; what isn't ours becomes `internal`. */
export function describeError(error: TRPCError): ClientError {
  const { cause } = error;
  if (isAppError(cause)) return { code: cause.code, params: cause.params, kind: cause.kind };
  if (cause instanceof ZodError || cause instanceof $ZodError) {
    const field = cause.issues[0]?.path.map(String).join(".") ?? "";
    return { code: "request.invalid", params: { field }, kind: "bad-request" };
  }
  if (error.code === "NOT_FOUND") return { code: "request.unknown", params: {}, kind: "not-found" };
  if (error.code === "BAD_REQUEST" || error.code === "PARSE_ERROR") {
    return { code: "request.invalid", params: { field: "" }, kind: "bad-request" };
  }
  return { code: "internal", params: {}, kind: "internal" };
}

/** The same error with the status of its kind. Unexpected ones are logged here and nowhere else. */
export function toTrpcError(error: TRPCError, path: string): TRPCError {
  const cause = databaseBusy(error.cause) ?? error.cause;
  if (isAppError(cause)) {
    if (cause.kind === "internal") log().error({ err: cause, path }, "procedure failed");
    return new TRPCError({ code: TRPC_CODES[cause.kind], cause });
  }
  if (error.code === "INTERNAL_SERVER_ERROR" && !isCancellation(cause)) {
    log().error({ err: cause ?? error, path }, "procedure failed");
  }
  return error;
}
