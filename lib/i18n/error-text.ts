import type { DynamicTranslator } from "./dynamic-keys";

export interface ErrorText {
  /** What happened, one sentence. */
  what: string;
  /** Why, and what to do; empty when the first sentence says it all. */
  next: string;
  /** A page of the web that helps, where the failure names one (`params.page`). */
  page?: string;
  /** For whoever has to help: the stable code and its values. Never shown unfolded. */
  detail: string;
}

/** A failure as it crosses the wire: a stable code and values for its message. */
export interface ErrorCode {
  code: string;
  params: Readonly<Record<string, unknown>>;
}

const OFFLINE: ErrorCode = { code: "client.offline", params: {} };

/**
 * Finds the code of whatever was thrown or stored: an error of a tRPC call (`data.app`), a stored `{ code, params }`,
 * an `AppError`, or a browser that could not reach the server. Null when nobody foresaw it.
 */
export function errorCodeOf(error: unknown): ErrorCode | null {
  if (typeof error !== "object" || error === null) return null;
  const app = read(read(error, "data"), "app");
  const code = read(app, "code");
  if (typeof code === "string") return { code, params: recordOf(read(app, "params")) };
  if (isNetworkFailure(error)) return OFFLINE;
  const own = read(error, "code");
  if (typeof own === "string") return { code: own, params: recordOf(read(error, "params")) };
  return null;
}

/** The user's words for a failure. `translate` is rooted at the whole catalogue. */
export function errorText(error: unknown, translate: DynamicTranslator): ErrorText {
  const found = errorCodeOf(error);
  const key = found && `errors.${found.code}`;
  if (!found || !key || !translate.has(key)) {
    return { ...split(translate("errors.client.unknown")), detail: unknownDetail(error, found) };
  }
  const text = translate(key, placeholders(found.params));
  const page = pageOf(found.params);
  return { ...split(text), ...(page !== null && { page }), detail: detailOf(found) };
}

/** A link may lead to the web only, whoever wrote it. */
function pageOf({ page }: ErrorCode["params"]): string | null {
  return typeof page === "string" && page.startsWith("https://") ? page : null;
}

function split(text: string): { what: string; next: string } {
  const end = /[.!?](?=\s+\p{Lu})/u.exec(text);
  if (!end) return { what: text, next: "" };
  return { what: text.slice(0, end.index + 1), next: text.slice(end.index + 1).trim() };
}

function detailOf({ code, params }: ErrorCode): string {
  const values = Object.entries(params).map(([name, value]) => `${name}: ${String(value)}`);
  return [code, ...values].join("\n");
}

function unknownDetail(error: unknown, found: ErrorCode | null): string {
  if (found) return detailOf(found);
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** ICU takes texts and numbers; a flag is written out, and nothing else is ever sent. */
function placeholders(params: ErrorCode["params"]): Record<string, string | number> {
  const values = Object.entries(params).map(([name, value]): [string, string | number] => {
    if (typeof value === "number" || typeof value === "string") return [name, value];
    return [name, typeof value === "boolean" ? String(value) : ""];
  });
  return Object.fromEntries(values);
}

/** tRPC wraps what `fetch` threw: a TypeError, in every browser, when there was no answer at all. */
function isNetworkFailure(error: object): boolean {
  if (error instanceof TypeError && /fetch|network|load failed/i.test(error.message)) return true;
  const cause = read(error, "cause");
  return cause instanceof TypeError && isNetworkFailure(cause);
}

function read(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return (value as Record<string, unknown>)[key];
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
