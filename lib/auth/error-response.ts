import "server-only";
import { isAppError, isCancellation, type ErrorKind } from "@/lib/errors/app-error";
import { databaseBusy } from "@/lib/services/database-busy";
import { log } from "@/lib/telemetry/log";

const STATUS = {
  "bad-request": 400,
  unauthenticated: 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  "too-large": 413,
  "rate-limited": 429,
  unavailable: 503,
  cancelled: 499,
  internal: 500,
} as const satisfies Record<ErrorKind, number>;

/**
 * Any failure as the answer of a route handler: `{ error: { code, params, kind } }`, as tRPC's `data.app`. What
 * isn't ours becomes `internal` and is logged here, once.
 */
export function errorResponse(failure: unknown): Response {
  const error = databaseBusy(failure) ?? failure;
  if (isAppError(error)) {
    const { code, params, kind } = error;
    if (kind === "internal") log().error({ err: error }, "request failed");
    return Response.json({ error: { code, params, kind } }, { status: STATUS[kind] });
  }
  if (!isCancellation(error)) log().error({ err: error }, "request failed");
  const app = { code: "internal", params: {}, kind: "internal" };
  return Response.json({ error: app }, { status: STATUS.internal });
}
