import type { RefusedItem } from "@/lib/connectors/_contract/failures";

/** An item as it is stored, with what became of it. */
export interface KnownItem {
  readonly kind: string;
  readonly name: string;
  readonly folder: string;
  /** In the part that was picked. */
  readonly within: boolean;
  readonly removed: boolean;
  readonly etag: string | null;
  readonly size: number | null;
  readonly unreadable: Reason | null;
  /** What its document was made from; null where it has none. */
  readonly fetched: Fetched | null;
  /** What could not be fetched lately and is to be left alone for a while; null where there is nothing to wait for. */
  readonly waiting: Fetched | null;
  /** Its document as people see it; null where there is none, also where people deleted it. */
  readonly document: { readonly name: string; readonly folder: string } | null;
}

/** The content of a file as the source named it then. */
interface Fetched {
  readonly etag: string | null;
  readonly size: number | null;
}

export interface Reason {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** `leave`: nothing to do; `remove`: its document goes; `skip`: it can't or shall not be read, and what there is of it stays. */
export type Decision =
  | { readonly to: "leave" | "remove" | "fetch" | "move" }
  | { readonly to: "skip"; readonly reason: Reason };

export interface Wanted {
  /** By the patterns of the source. */
  readonly takes: (path: string) => boolean;
  readonly maxBytes: number;
}

/**
 * What is to be done about one item once a round of changes is over. Only what the source said decides: a failure of any
 * kind is not known here.
 */
export function decide(item: KnownItem, { takes, maxBytes }: Wanted): Decision {
  if (item.kind !== "file") return { to: "leave" };
  const path = item.folder === "" ? item.name : `${item.folder}/${item.name}`;
  if (item.removed || !item.within || !takes(path)) {
    return { to: item.fetched || item.document ? "remove" : "leave" };
  }
  if (item.size === 0) return { to: "skip", reason: { code: "document.empty", params: {} } };
  if (item.unreadable) return { to: "skip", reason: item.unreadable };
  if (!isSame(item, item.fetched)) {
    if (isSame(item, item.waiting)) return { to: "leave" };
    const tooLarge = item.size !== null && item.size > maxBytes;
    return tooLarge ? { to: "skip", reason: refusal("size") } : { to: "fetch" };
  }
  const { document } = item;
  const moved = document && (document.name !== item.name || document.folder !== item.folder);
  return { to: moved ? "move" : "leave" };
}

function isSame(item: KnownItem, held: Fetched | null): boolean {
  return held !== null && held.etag === item.etag && held.size === item.size;
}

export function refusal(reason: RefusedItem): Reason {
  return { code: "connector.item-refused", params: { reason } };
}

const MOST_UNASKED = 50;
const SHARE_UNASKED = 0.3;

/**
 * Whether so much would go at once that somebody should agree first: more than 50 documents that are more than 30 % of
 * all. A bucket that was emptied, or access that was lost, looks just like that.
 */
export function needsConsent({
  documents,
  doomed,
}: {
  documents: number;
  doomed: number;
}): boolean {
  return doomed > MOST_UNASKED && doomed > SHARE_UNASKED * documents;
}
