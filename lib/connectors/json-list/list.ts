import {
  firstAt,
  isFilled,
  isObject,
  valueAt,
  type JsonObject,
} from "@/lib/connectors/_contract/values";

/** Names under which services give their records, likeliest first. */
const LISTS = ["items", "results", "records", "data", "value", "entries", "rows", "hits"];

export interface FoundList {
  readonly records: readonly JsonObject[];
  /** Without doubt the list: an empty one says that there is nothing. */
  readonly sure: boolean;
}

/**
 * The records of an answer: at a path, or where there is only one list, or one by a usual name. Null where it isn't clear: of two
 * lists none is taken, since with the wrong one every document would look gone.
 */
export function listIn(body: unknown, path: string | undefined): FoundList | null {
  if (path !== undefined) return asList(valueAt(body, path), true);
  if (Array.isArray(body)) return asList(body, true);
  if (!isObject(body)) return null;
  return listOf(body) ?? listOf(oneInside(body));
}

function listOf(body: JsonObject | null): FoundList | null {
  if (body === null) return null;
  const lists = Object.entries(body).filter(([, value]) => Array.isArray(value));
  const usual = LISTS.find((name) => lists.some(([key]) => key === name));
  if (usual !== undefined) return asList(body[usual], true);
  const full = lists.filter(([, value]) => (value as unknown[]).some(isObject));
  if (full.length === 1) return asList(full[0]?.[1], true);
  return full.length === 0 && lists.length === 1 ? asList(lists[0]?.[1], false) : null;
}

/** The object that holds the list, where an answer wraps it once. */
function oneInside(body: JsonObject): JsonObject | null {
  const holding = Object.values(body).filter(
    (value) => isObject(value) && Object.values(value).some(Array.isArray),
  );
  return holding.length === 1 ? (holding[0] as JsonObject) : null;
}

function asList(value: unknown, sure: boolean): FoundList | null {
  if (!Array.isArray(value) || !value.every(isObject)) return null;
  return { records: value, sure };
}

/** Where services name the next page, and the parameter with which a mark found there is sent. */
const NEXT: Readonly<Record<string, string | null>> = {
  next: null,
  next_page: "page",
  nextPage: "page",
  next_url: null,
  nextUrl: null,
  "links.next": null,
  "links.next.href": null,
  "_links.next": null,
  "_links.next.href": null,
  "paging.next.link": null,
  "paging.next.after": "after",
  "paging.next": null,
  "pagination.next": null,
  "pagination.next_url": null,
  "pagination.next_page": "page",
  "meta.next": null,
  "meta.next_page": "page",
  "meta.next_cursor": "cursor",
  "info.next": null,
  "@odata.nextLink": null,
  nextLink: null,
  nextPageToken: "pageToken",
  next_page_token: "page_token",
  nextCursor: "cursor",
  next_cursor: "cursor",
};
const TOTALS = [
  "total",
  "total_count",
  "totalCount",
  "@odata.count",
  "count",
  "meta.total",
  "meta.total_count",
  "pagination.total",
  "paging.total",
  "info.count",
];
const MORE = [
  "has_more",
  "hasMore",
  "hasNextPage",
  "more",
  "meta.has_more",
  "pageInfo.hasNextPage",
];

export interface NextPage {
  /** Null: this was the last one, as far as the answer says. */
  readonly url: URL | null;
  /** What names the next page, or "numbers". */
  readonly by: string | null;
}

/**
 * Where the next page of a list is (a `Link` header is that of RFC 8288). `page` is the parameter for a mark, and alone the one of
 * numbered pages.
 */
export function nextPage(
  answer: { readonly body: unknown; readonly link: string | null; readonly count: number },
  at: URL,
  { next, page }: { readonly next?: string | undefined; readonly page?: string | undefined },
): NextPage {
  const linked = next === undefined ? linkTo(answer.link, at) : null;
  if (linked) return { url: linked, by: "Link" };
  const named = firstAt(answer.body, next === undefined ? Object.keys(NEXT) : [next], isFilled);
  if (named) {
    const url = follow(at, String(named.found), page ?? NEXT[named.path] ?? null);
    return { url, by: named.path };
  }
  if (next !== undefined || page === undefined) return { url: null, by: next ?? null };
  if (answer.count === 0) return { url: null, by: "numbers" };
  const number = Number(at.searchParams.get(page) ?? "1");
  return {
    url: Number.isInteger(number) ? follow(at, String(number + 1), page) : null,
    by: "numbers",
  };
}

function follow(at: URL, value: string, parameter: string | null): URL | null {
  if (/^(?:https?:\/\/|[/?])/i.test(value))
    return URL.canParse(value, at) ? new URL(value, at) : null;
  if (parameter === null) return null;
  const url = new URL(at);
  url.searchParams.set(parameter, value);
  return url;
}

function linkTo(header: string | null, at: URL): URL | null {
  for (const [, target = "", parameters = ""] of (header ?? "").matchAll(
    /<([^<>]{1,2000})>([^<>]{0,2000})/g,
  )) {
    const next = /;\s*rel\s*=\s*(?:"[^"]*\bnext\b[^"]*"|next\b)/i.test(parameters);
    if (next && URL.canParse(target, at)) return new URL(target, at);
  }
  return null;
}

/** Whether an answer says that there is more than what came up to its end. */
export function saysMore(body: unknown, seen: number): boolean {
  if (firstAt(body, MORE, (value) => value === true)) return true;
  const total = firstAt(body, TOTALS, (value) => typeof value === "number");
  return total !== null && Number(total.found) > seen;
}
