import { AppError } from "@/lib/errors/app-error";

const MINUTE = 60_000;
/** Of a service that asks to be left alone without saying for how long. */
const USUAL_PAUSE_MS = 30_000;
/** Longer requests are honoured in pieces: the gate asks again. */
const LONGEST_PAUSE_MS = 15 * MINUTE;

/** The service asked to be left alone: every call behind the same gate waits. `afterMs` null where it didn't say for how long. */
export function throttled(host: string, afterMs: number | null): AppError {
  return new AppError("connector.throttled", "rate-limited", {
    params: { host },
    retryable: true,
    retryAfterMs: Math.min(Math.max(afterMs ?? USUAL_PAUSE_MS, 1000), LONGEST_PAUSE_MS),
  });
}

/** `unsigned`: nobody has signed in yet. */
export type ReconnectReason = "rejected" | "expired" | "revoked" | "clock" | "unsigned";

/** The credentials are not accepted any more: nobody but an admin can mend that. Nothing is removed. `cause` is for the log. */
export function reconnect(reason: ReconnectReason, cause?: unknown) {
  return new AppError("connector.reconnect", "unavailable", { params: { reason }, cause });
}

/** Something a person picked can't be read: the whole sync fails with it and removes nothing. */
export function unreadablePlace(
  reason: "missing" | "forbidden" | "locked" | "region",
  more: { readonly place: string; readonly region?: string },
): AppError {
  return new AppError("connector.unreadable-place", "unavailable", {
    params: { reason, region: "", ...more },
  });
}

/** No usable answer: a status of 5xx, an empty or foreign body. Worth another try. `what` is for the log. */
export function noAnswer(host: string, what: string): AppError {
  return new AppError("connector.no-answer", "unavailable", {
    params: { host },
    retryable: true,
    cause: new Error(what),
  });
}

/** The service refused a call for a reason that waiting does not change. `what` is for the log. */
export function refused(host: string, status: number, what: string): AppError {
  return new AppError("connector.refused", "unavailable", {
    params: { host, status },
    cause: new Error(what),
  });
}

/** The file is not there any more. Not a deletion: only the source's list or feed says that. */
export function itemGone(): AppError {
  return new AppError("connector.item-gone", "not-found");
}

/** The file is another than the one that was listed; it is looked at again by the next sync. */
export function itemChanged(): AppError {
  return new AppError("connector.item-changed", "conflict", { retryable: true });
}

export type RefusedItem =
  | "forbidden"
  | "archived"
  | "encrypted"
  | "size"
  | "infected"
  | "kind"
  /** No request can name it. */
  | "name"
  /** It was written from here: answers are not made from answers. */
  | "own";

/** This file can't be read, and others can. */
export function itemRefused(reason: RefusedItem, cause?: unknown): AppError {
  return new AppError("connector.item-refused", "unavailable", { params: { reason }, cause });
}

/** A download that ended before all of it had come. */
export function cutShort(): AppError {
  return new AppError("connector.cut-short", "unavailable", { retryable: true });
}

/** A token was about to be sent where it doesn't belong. */
export function foreignHost(host: string): AppError {
  return new AppError("connector.foreign-host", "forbidden", { params: { host } });
}

/**
 * `off`: nobody switched it on; `scope` and `delegation`: it was not granted; `api`: the service's interface for it is switched off.
 * `cause` is for the log.
 */
export type NoWriting = "off" | "scope" | "delegation" | "api" | "other";

/** The connection may not make documents, or not change this one. */
export function mayNotWrite(reason: NoWriting, cause?: unknown): AppError {
  return new AppError("connector.may-not-write", "forbidden", { params: { reason }, cause });
}

/** A document that was made from here isn't where it was. Nothing is made in its place before somebody asks for it. */
export function documentGone(reason: "trashed" | "missing"): AppError {
  return new AppError("connector.document-gone", "conflict", { params: { reason } });
}

/** Others changed the document each time that something was about to be added. */
export function documentBusy(): AppError {
  return new AppError("connector.document-busy", "conflict", { retryable: true });
}

/** Signing in at the service did not end well; `reason` as OAuth names it. */
export function signInFailed(reason: "denied" | "expired" | "scopes" | "other", cause?: unknown) {
  return new AppError("connector.sign-in", "unavailable", { params: { reason }, cause });
}
