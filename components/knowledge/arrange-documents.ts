import type { RouterOutputs } from "@/lib/trpc/client";

export type DocumentSummary = RouterOutputs["document"]["list"]["items"][number];
export type DocumentStateName = DocumentSummary["state"];

export type SortKey = "name" | "state" | "passages" | "size" | "updatedAt";

export interface Arrangement {
  /** Part of a name, in whatever case. */
  text: string;
  state: DocumentStateName | null;
  sortBy: SortKey;
  direction: "asc" | "desc";
}

/** What needs attention comes first. */
const STATE_ORDER: Readonly<Record<DocumentStateName, number>> = {
  failed: 0,
  skipped: 1,
  paused: 2,
  waiting: 3,
  reading: 4,
  indexing: 5,
  queued: 6,
  stored: 7,
  ready: 8,
};

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

/** The documents that fit the filter, in order; equal ones by name, numbers in names by value. */
export function arrangeDocuments(
  documents: readonly DocumentSummary[],
  { text, state, sortBy, direction }: Arrangement,
): DocumentSummary[] {
  const wanted = text.trim().toLocaleLowerCase();
  const sign = direction === "asc" ? 1 : -1;
  return documents
    .filter((document) => state === null || document.state === state)
    .filter((document) => document.name.toLocaleLowerCase().includes(wanted))
    .sort((a, b) => sign * compareBy(sortBy, a, b) || byName(a, b));
}

const names = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

function byName(a: DocumentSummary, b: DocumentSummary): number {
  return names.compare(a.name, b.name);
}

function compareBy(key: SortKey, a: DocumentSummary, b: DocumentSummary): number {
  if (key === "name") return byName(a, b);
  if (key === "state") return STATE_ORDER[a.state] - STATE_ORDER[b.state];
  return Number(a[key]) - Number(b[key]);
}
