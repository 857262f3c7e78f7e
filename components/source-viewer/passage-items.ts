import type { RouterOutputs } from "@/lib/trpc/client";
import type { DrawnRegion } from "./original/regions";
import type { DrawnPassage } from "./passage-text";

export type PassageList = RouterOutputs["document"]["passages"];
export type PassageItem = PassageList["items"][number];

/** Names an item among those of its document. */
export function keyOf({ correction, range }: PassageItem): string {
  return correction?.id ?? `${String(range?.start)}-${String(range?.end)}`;
}

/** What is not found as the document says it: because it was excluded, or reads otherwise. */
export function isCovered({ correction }: PassageItem): boolean {
  return correction?.kind === "exclude" || correction?.kind === "edit";
}

export function regionsOf(items: readonly PassageItem[]): DrawnRegion[] {
  return items.map((item) => ({
    key: keyOf(item),
    name: String(item.number),
    boxes: item.boxes,
    excluded: item.correction?.kind === "exclude",
  }));
}

/** The items that have a place in the text, as they are drawn on it, with the items themselves. */
export function drawnOn(items: readonly PassageItem[]): {
  drawn: DrawnPassage[];
  placed: PassageItem[];
} {
  const placed = items.filter(({ range }) => range !== null);
  const drawn = placed.map((item) => ({
    start: item.range?.start ?? 0,
    end: item.range?.end ?? 0,
    name: String(item.number),
    excluded: isCovered(item),
  }));
  return { drawn, placed };
}
