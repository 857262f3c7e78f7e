import { AppError, isAppError } from "@/lib/errors/app-error";

/** Which wait ran out: for the connection, the answer's first or next bytes, or the whole exchange. */
export type TimeoutPhase = "connect" | "idle" | "total";

const timeoutCodes: Readonly<Record<string, TimeoutPhase>> = {
  UND_ERR_CONNECT_TIMEOUT: "connect",
  UND_ERR_HEADERS_TIMEOUT: "idle",
  UND_ERR_BODY_TIMEOUT: "idle",
  ETIMEDOUT: "connect",
};

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: "name",
  EAI_AGAIN: "name",
  EAI_NODATA: "name",
  ECONNREFUSED: "refused",
  ECONNRESET: "closed",
  EPIPE: "closed",
  UND_ERR_SOCKET: "closed",
};

export function timedOut(host: string, phase: TimeoutPhase): AppError {
  return new AppError("outbound.timeout", "unavailable", {
    params: { host, phase },
    retryable: true,
  });
}

export function tooLarge(host: string, maxBytes: number): AppError {
  const megabytes = Math.ceil(maxBytes / 2 ** 20);
  return new AppError("outbound.too-large", "too-large", { params: { host, megabytes } });
}

/**
 * Names what the network did. A refusal of the guard, which undici wraps, is found again; anything unknown is
 * `outbound.unreachable`, because to the caller the host did not answer.
 */
export function describeFailure(error: unknown, host: string): AppError {
  const chain = withCauses(error);
  const ours = chain.find(isAppError);
  if (ours) return ours;
  const codes = chain.map(codeOf);
  const phase = codes.map((code) => timeoutCodes[code]).find((found) => found !== undefined);
  if (phase) return timedOut(host, phase);
  const tls = codes.some((code) =>
    /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code),
  );
  const reason = tls
    ? "certificate"
    : codes.map((code) => reasons[code]).find((found) => found !== undefined);
  return new AppError("outbound.unreachable", "unavailable", {
    params: { host, reason: reason ?? "other" },
    retryable: !tls,
    cause: error,
  });
}

/** The error, its causes and, for attempts on several addresses, the errors of each. */
function withCauses(error: unknown, depth = 0): unknown[] {
  if (depth > 5 || !(error instanceof Error)) return [error];
  const inner = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  return [error, ...[error.cause, ...inner].flatMap((next) => withCauses(next, depth + 1))];
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : "";
}
