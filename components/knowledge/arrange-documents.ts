import type { RouterInputs, RouterOutputs } from "@/lib/trpc/client";

export type DocumentSummary = RouterOutputs["document"]["list"]["items"][number];
export type DocumentStateName = DocumentSummary["state"];
type ListInput = RouterInputs["document"]["list"];
export type SortKey = NonNullable<ListInput["sort"]>;

/** Which documents the table shows, and in which order. */
export interface Arrangement {
  /** Part of a name or folder, in whatever case. */
  search: string;
  states: readonly DocumentStateName[];
  types: readonly string[];
  tag: string | null;
  /** Code of why they failed, were skipped or wait. */
  reason: string | null;
  /** Only those with the same content as another. */
  duplicates: boolean;
  sort: SortKey;
  direction: "asc" | "desc";
}

export const FIRST: Arrangement = {
  search: "",
  states: [],
  types: [],
  tag: null,
  reason: null,
  duplicates: false,
  sort: "name",
  direction: "asc",
};

/** As filters and counts list them. */
export const STATES: readonly DocumentStateName[] = [
  "ready",
  "indexing",
  "reading",
  "queued",
  "waiting",
  "paused",
  "stored",
  "skipped",
  "failed",
];
export const SORTS: readonly SortKey[] = ["name", "state", "size", "passages", "updatedAt"];

const IN_WORK: ReadonlySet<DocumentStateName> = new Set([
  "queued",
  "reading",
  "indexing",
  "waiting",
]);

/** True while the server still works on it, so that the page should ask again. */
export function isInWork(document: Pick<DocumentSummary, "state">): boolean {
  return IN_WORK.has(document.state);
}

/** The filter as the server takes it; what doesn't narrow is left out, so that equal filters have equal keys. */
export function filterInput({ search, states, types, tag, reason, duplicates }: Arrangement) {
  return {
    ...(search.trim() && { search: search.trim() }),
    ...(states.length > 0 && { states: [...states] }),
    ...(types.length > 0 && { types: [...types] }),
    ...(tag !== null && { tag }),
    ...(reason !== null && { reason }),
    ...(duplicates && { duplicates }),
  };
}

/** Filter and order as the server takes them. */
export function orderInput(arrangement: Arrangement) {
  const { sort, direction } = arrangement;
  return { ...filterInput(arrangement), sort, direction };
}

export function isFiltered(arrangement: Arrangement): boolean {
  return Object.keys(filterInput(arrangement)).length > 0;
}

/** The page of rows around a row: as many as any screen shows, with some to spare on both sides. */
export const WINDOW = 150;
const STEP = 50;

/** Where the page starts that has `first` and what follows it; moves in steps, so that scrolling asks rarely. */
export function windowStart(first: number): number {
  return Math.max(0, Math.floor(first / STEP) * STEP - STEP / 2);
}

/** An arrangement as parameters of the page's address, which is what "back" returns to. */
export function toParams(arrangement: Arrangement): URLSearchParams {
  const { search, states, types, tag, reason, duplicates, sort, direction } = arrangement;
  const params = new URLSearchParams();
  if (search.trim()) params.set("q", search.trim());
  for (const state of states) params.append("state", state);
  for (const type of types) params.append("type", type);
  if (tag !== null) params.set("tag", tag);
  if (reason !== null) params.set("reason", reason);
  if (duplicates) params.set("same", "1");
  if (sort !== FIRST.sort) params.set("sort", sort);
  if (direction !== FIRST.direction) params.set("order", direction);
  return params;
}

/** Reads parameters of an address; what makes no sense in them is passed over. */
export function fromParams(params: {
  get: (name: string) => string | null;
  getAll: (name: string) => string[];
}): Arrangement {
  const named = new Set(params.getAll("state"));
  return {
    search: params.get("q")?.slice(0, 200) ?? "",
    states: STATES.filter((state) => named.has(state)),
    types: params.getAll("type").slice(0, 50),
    tag: params.get("tag"),
    reason: params.get("reason"),
    duplicates: params.get("same") === "1",
    sort: SORTS.find((sort) => sort === params.get("sort")) ?? FIRST.sort,
    direction: params.get("order") === "desc" ? "desc" : "asc",
  };
}

/** How a click on a column's head sorts: names and states from A, numbers and times from the largest. */
export function sortedBy(arrangement: Arrangement, sort: SortKey): Arrangement {
  const turned = arrangement.direction === "asc" ? "desc" : "asc";
  const fresh = sort === "name" || sort === "state" ? "asc" : "desc";
  return { ...arrangement, sort, direction: arrangement.sort === sort ? turned : fresh };
}
