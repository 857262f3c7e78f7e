import picomatch from "picomatch";
import { z } from "zod";

const patterns = z.array(z.string().trim().min(1).max(200)).max(50);

/** What of a source is taken, as SourceSync.filters holds it. */
export const syncFiltersSchema = z.object({
  /** Glob patterns of paths within what was picked, such as "*.pdf" or "contracts/**"; none takes everything. */
  include: patterns.default([]),
  /** Taken away from it again. */
  exclude: patterns.default([]),
  /** Of one file, in bytes. */
  maxBytes: z
    .number()
    .int()
    .min(1)
    .max(2 * 2 ** 30)
    .default(200 * 2 ** 20),
});
export type SyncFilters = z.infer<typeof syncFiltersSchema>;

/** Says of a path "a/b.pdf" whether the patterns take it. A pattern without a slash is about the name alone; case doesn't matter. */
export function pathFilter({ include, exclude }: SyncFilters): (path: string) => boolean {
  const taken = include.map(matcher);
  const left = exclude.map(matcher);
  return (path) =>
    (taken.length === 0 || taken.some((matches) => matches(path))) &&
    !left.some((matches) => matches(path));
}

function matcher(pattern: string): (path: string) => boolean {
  const whole = pattern.endsWith("/") ? `${pattern}**` : pattern;
  return picomatch(whole, { dot: true, nocase: true, basename: !whole.includes("/") });
}
