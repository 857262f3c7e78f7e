/** Bytes of every part but the last. */
export const PART_BYTES = 8 * 1024 ** 2;

/** How many parts a file of this size comes in. */
export function partsOf(size: number): number {
  return Math.ceil(size / PART_BYTES);
}

/** Bytes that a part must have, 0 for one that isn't of the file. */
export function partSize(size: number, number: number): number {
  return Math.max(0, Math.min(PART_BYTES, size - number * PART_BYTES));
}
