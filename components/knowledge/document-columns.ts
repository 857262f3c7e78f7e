import type { SortKey } from "./arrange-documents";

export type ColumnKey = "state" | "size" | "pages" | "passages" | "tokens" | "updatedAt";

interface Column {
  readonly key: ColumnKey;
  /** What a click on its head sorts by; null for columns that only show. */
  readonly sort: SortKey | null;
  readonly right: boolean;
  readonly className: string;
}

/** Those after the name. The less they matter, the wider the page has to be. */
export const COLUMNS: readonly Column[] = [
  { key: "state", sort: "state", right: false, className: "w-36" },
  { key: "size", sort: "size", right: true, className: "w-20 max-lg:hidden" },
  { key: "pages", sort: null, right: true, className: "w-16 max-xl:hidden" },
  { key: "passages", sort: "passages", right: true, className: "w-24 max-md:hidden" },
  { key: "tokens", sort: null, right: true, className: "w-20 max-2xl:hidden" },
  { key: "updatedAt", sort: "updatedAt", right: true, className: "w-24 max-md:hidden" },
];
