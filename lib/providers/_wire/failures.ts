import { AppError, isAppError, type AppErrorOptions, type ErrorKind } from "@/lib/errors/app-error";
import { parseRetryAfter } from "@/lib/net/retry-after";
import type { ProviderService } from "@/lib/providers/_contract/definition";
import { redact } from "@/lib/telemetry/redact";

/** Which wait ran out: for the connection, the first piece of an answer, or the next one. */
export type TimeoutPhase = "connect" | "firstToken" | "betweenTokens";

/** A refusal as it came. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** Start of the body; services explain failures there. */
  readonly text: string;
}

/** What the failed call was about; shown to the user. */
export interface Subject {
  readonly host: string;
  /** Empty where the call was about no model. */
  readonly model: string;
  /** Where help is found. */
  readonly pages: ProviderService["pages"];
}

/** Said of an account that has to be paid for or raised, which waiting won't do. */
const USED_UP =
  /insufficient_quota|credit balance is too low|billing_hard_limit|exceeded your current quota|insufficient (?:credit|funds|balance)/i;
const TOO_LONG =
  /context_length_exceeded|context length|context window|prompt is too long|too many (?:input )?tokens|input is too long|exceeds the maximum number of tokens|max_new_tokens` must be/i;

/**
 * Names what a service said by its status, and by the error code in its body where the status alone is ambiguous.
 * The service's own words go to the log only, as the cause, with everything that looks like a key masked: services
 * like to repeat the key they refuse.
 */
export function describeReply(
  { status, headers, text }: Reply,
  subject: Subject,
  secrets: readonly string[],
): AppError {
  const cause = new Error(`HTTP ${String(status)}: ${forLog(text, secrets)}`);
  const { host, model, pages } = subject;
  const fail = (code: string, kind: ErrorKind, more: AppErrorOptions & { page?: string } = {}) => {
    const { page, ...options } = more;
    const params = { host, model, status, ...(page !== undefined && { page }) };
    return new AppError(`model.${code}`, kind, { params, cause, ...options });
  };

  if (status === 402 || (status >= 400 && status < 500 && USED_UP.test(text))) {
    return fail("quota-used-up", "rate-limited", atPage(pages.billing));
  }
  if (status === 401) return fail("key-rejected", "unavailable", atPage(pages.keys));
  if (status === 403) return fail("key-not-allowed", "unavailable", atPage(pages.keys));
  if (status === 404) return fail(model ? "not-found" : "no-api", "unavailable");
  const retryAfterMs = parseRetryAfter(headers.get("retry-after"));
  const again = { retryable: true, ...(retryAfterMs !== null && { retryAfterMs }) };
  if (status === 429) return fail("rate-limited", "rate-limited", again);
  if (status >= 500 || status === 408) {
    return fail("unavailable", "unavailable", { ...again, ...atPage(pages.status) });
  }
  if (status === 413 || TOO_LONG.test(text)) return fail("context-too-long", "too-large");
  if (/content_filter|content_policy/i.test(text)) return fail("content-filter", "unavailable");
  return fail("request-refused", "unavailable");
}

/** A service's own words with everything that looks like a key masked, and the secrets of the connection whatever they look like. */
function forLog(said: string, secrets: readonly string[]): string {
  const masked = secrets.reduce((text, secret) => text.replaceAll(secret, "[redacted]"), said);
  return redact(masked).slice(0, 500);
}

function atPage(page: string | undefined): { page?: string } {
  return page === undefined ? {} : { page };
}

function named({ host, model }: Subject): { host: string; model: string } {
  return { host, model };
}

export function timedOut(subject: Subject, phase: TimeoutPhase): AppError {
  return new AppError("model.timeout", "unavailable", {
    params: { ...named(subject), phase },
    retryable: true,
  });
}

/** An answer that isn't what the interface promises; `what` is for the log. */
export function garbled(subject: Subject, what: string): AppError {
  return new AppError("model.garbled", "unavailable", {
    params: named(subject),
    cause: new Error(redact(what)),
  });
}

/** A stream without an end. Worth another try only while nothing of it was passed on. */
export function cutOff(
  subject: Subject,
  retryable: boolean,
  reason?: { readonly said: string; readonly secrets: readonly string[] },
): AppError {
  return new AppError("model.cut-off", "unavailable", {
    params: named(subject),
    retryable,
    ...(reason && { cause: new Error(forLog(reason.said, reason.secrets)) }),
  });
}

/** Failures of the network in the words of a model call; the guard's refusals stay as they are. */
export function describeNetwork(error: unknown, subject: Subject): AppError {
  if (!isAppError(error)) return garbled(subject, error instanceof Error ? error.name : "unknown");
  if (error.code !== "outbound.timeout") return error;
  return timedOut(subject, error.params.phase === "connect" ? "connect" : "firstToken");
}
