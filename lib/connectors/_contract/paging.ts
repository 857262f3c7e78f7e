import type { z } from "zod/mini";
import type { ChangePage } from "./runtime";

/** Characters of an item's handle at most. */
export const LONGEST_HANDLE = 2000;

/** What a page says of the enumeration that begins or ends with it, to be spread into the page; nothing in between. */
export function listingMark({
  starts,
  ends,
}: {
  starts: boolean;
  ends: boolean;
}): Pick<ChangePage, "listing"> {
  if (starts) return { listing: ends ? "starts-and-ends" : "starts" };
  return ends ? { listing: "ends" } : {};
}

/** A cursor that was stored as JSON; null where there is none, or one of another build, which starts from nothing. */
export function readCursor<Schema extends z.ZodMiniType>(
  schema: Schema,
  text: string | null,
): z.infer<Schema> | null {
  if (text === null || text === "") return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
