/** A place on a page of the original, in fractions of it. */
export interface RegionBox {
  /** From 1; null where the format has no pages. */
  page: number | null;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A passage with where it stands in the original. */
export interface DrawnRegion {
  /** Names the passage among the others. */
  key: string;
  /** What people call it. */
  name: string;
  boxes: readonly RegionBox[];
  excluded: boolean;
}

/** One place on a page, with the passages that have it in common. */
export interface PlacedRegion extends RegionBox {
  /** Keys of its passages, in their order. */
  keys: string[];
  names: string[];
  /** Place of the first of them among all passages, for alternating tints. */
  index: number;
  excluded: boolean;
}

/** The places on one page. Passages that overlap share paragraphs: such a place is drawn once. */
export function regionsOnPage(regions: readonly DrawnRegion[], page: number): PlacedRegion[] {
  const placed = new Map<string, PlacedRegion>();
  regions.forEach(({ key, name, boxes, excluded }, index) => {
    for (const box of boxes) {
      if ((box.page ?? 1) !== page) continue;
      const at = [box.left, box.top, box.width, box.height].join(" ");
      const known = placed.get(at);
      if (!known) placed.set(at, { ...box, keys: [key], names: [name], index, excluded });
      else if (!known.keys.includes(key)) {
        known.keys.push(key);
        known.names.push(name);
        known.excluded &&= excluded;
      }
    }
  });
  return [...placed.values()];
}

/** Which of a place's passages a click chooses: the one after the chosen one, else the first. */
export function nextKey(keys: readonly string[], selected: string | null): string | undefined {
  const at = selected === null ? -1 : keys.indexOf(selected);
  return keys[(at + 1) % keys.length];
}
