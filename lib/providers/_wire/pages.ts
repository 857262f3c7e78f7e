import "server-only";
import type { z } from "zod";
import { apiFetch, endpoint, subjectOf, type Wire } from "./api-fetch";
import { garbled } from "./failures";
import { readJson } from "./read-json";

const LIMITS = { maxBytes: 8 * 2 ** 20, timeoutMs: 20_000 };
/** More pages than any service has; a list that never ends is not one. */
const MOST_PAGES = 50;

/** A list that comes in pages; `first` and what `next` gives are paths under the base URL. */
export interface Paged<Schema extends z.ZodType> {
  readonly signal: AbortSignal;
  readonly reply: Schema;
  readonly first: string;
  readonly next: (page: z.output<Schema>) => string | null;
}

/** Every page of a list, the first one first. */
export async function readPages<Schema extends z.ZodType>(
  wire: Wire,
  { signal, reply, first, next }: Paged<Schema>,
): Promise<z.output<Schema>[]> {
  const subject = subjectOf(wire);
  const fetch = apiFetch(wire, { subject, limits: LIMITS });
  const pages: z.output<Schema>[] = [];
  for (let path: string | null = first; path !== null;) {
    if (pages.length >= MOST_PAGES) throw garbled(subject, "a list without an end");
    const response = await fetch(endpoint(wire.connection.baseUrl, path), { signal });
    const page: z.output<Schema> = await readJson(response, reply, { subject, signal });
    pages.push(page);
    path = next(page);
  }
  return pages;
}
