import type { ChangePage, RemoteItem } from "@/lib/connectors/_contract/runtime";

/** Each id of a page once, by its last mention; removals come after the items of their page. */
export function foldPage({ items, removed }: Pick<ChangePage, "items" | "removed">): {
  readonly items: readonly RemoteItem[];
  readonly removed: readonly string[];
} {
  const last = new Map(items.map((item) => [item.id, item]));
  for (const id of removed) last.delete(id);
  return { items: [...last.values()], removed: [...new Set(removed)] };
}
