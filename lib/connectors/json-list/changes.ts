import "server-only";
import { z } from "zod/mini";
import { foreignHost, noAnswer } from "@/lib/connectors/_contract/failures";
import { LONGEST_HANDLE, listingMark, readCursor } from "@/lib/connectors/_contract/paging";
import type { ChangePage, RemoteItem } from "@/lib/connectors/_contract/runtime";
import { mimeTypeOf } from "@/lib/connectors/_contract/record";
import { pageAt, type ListCall } from "./reach";
import { readRecord, type ReadRecord } from "./record";

/** Pages of a list; what is beyond is not read, and nothing is taken for gone. */
const MOST_PAGES = 5000;

const cursorSchema = z.object({
  /** Path and query of the page to go on with. */
  at: z.string(),
  pages: z.number(),
  seen: z.number(),
  doubt: z.boolean(),
});

/** The whole list, a page at a time. */
export async function* changes(
  call: ListCall,
  from: { cursor: string | null },
): AsyncGenerator<ChangePage, void> {
  for await (const { page } of listedPages(call, from)) yield page;
}

/**
 * The same with the address of each page, which its items don't always have room for. Where it says of itself that there is more than
 * what came, where a page comes again, or a record has nothing that tells it apart, there is a doubt, with which nothing is taken for gone.
 */
export async function* listedPages(
  call: ListCall,
  { cursor }: { cursor: string | null },
): AsyncGenerator<{ readonly page: ChangePage; readonly url: URL }, void> {
  const { address } = call.credentials;
  const stored = readCursor(cursorSchema, cursor);
  let at = stored ?? { at: address, pages: 0, seen: 0, doubt: false };
  const asked = new Set<string>();
  for (let starts = !stored; ; starts = false) {
    const url = new URL(at.at, address);
    asked.add(url.href);
    const page = await pageAt(call, url, at.seen);
    const read = page?.records.map((record) => readRecord(record, call.credentials)) ?? [];
    const records = read.filter((record) => record !== null);
    if (read.length > 0 && records.length === 0) throw noAnswer(url.hostname, "records without id");
    const next = page?.next.url ?? null;
    // Only path and query are kept: another host would be taken for this one.
    if (next !== null && next.origin !== url.origin) throw foreignHost(next.hostname);
    const repeats = next !== null && asked.has(next.href);
    const tooMany = at.pages + 1 >= MOST_PAGES;
    const done = next === null || repeats || tooMany;
    const doubt =
      at.doubt ||
      records.length < read.length ||
      page?.sure === false ||
      (next !== null && done) ||
      (done && page?.more === true);
    at = {
      at: next ? next.pathname + next.search : "",
      pages: at.pages + 1,
      seen: at.seen + read.length,
      doubt,
    };
    const ends = done && !doubt;
    yield {
      url,
      page: {
        part: "",
        ...listingMark({ starts, ends }),
        items: records.map((record) => itemOf(record, url)),
        removed: [],
        cursor: done ? "" : JSON.stringify(at),
        done,
      },
    };
    if (done) return;
  }
}

function itemOf(record: ReadRecord, { pathname, search }: URL): RemoteItem {
  const { id, name, etag, modifiedAt, webUrl } = record;
  const handle = pathname + search;
  return {
    id,
    kind: "file",
    name,
    folder: "",
    etag,
    size: null,
    mimeType: mimeTypeOf(record),
    modifiedAt,
    webUrl,
    // Where it was found; a longer one is looked for from the start of the list.
    ...(handle.length <= LONGEST_HANDLE && { handle }),
  };
}
