import "server-only";
import { z } from "zod/mini";
import { LONGEST_HANDLE, listingMark, readCursor } from "@/lib/connectors/_contract/paging";
import { mimeTypeOf } from "@/lib/connectors/_contract/record";
import type { ChangePage, RemoteItem } from "@/lib/connectors/_contract/runtime";
import { pageOf, rowsAfter, someWithoutKey, type Row } from "./rows";
import { inSession, type SqlCall, type SqlScope } from "./session";
import { lookAt, noKey, type Table } from "./table";

const cursorSchema = z.object({
  /** What tells the last row apart that was read. */
  after: z.array(z.string()),
  doubt: z.boolean(),
});
type Cursor = z.infer<typeof cursorSchema>;

const handleSchema = z.object({
  scope: z.object({ schema: z.optional(z.string()), table: z.optional(z.string()) }),
  /** What the page begins after that the row was on; absent where that is too long. */
  after: z.optional(z.nullable(z.array(z.string()))),
  keys: z.array(z.string()),
});
export type RowHandle = z.infer<typeof handleSchema>;

/**
 * All rows, a page at a time, in the order of what tells them apart: rows that come or go meanwhile move no other. Where two rows have
 * the same, or one has nothing, there is a doubt, with which nothing is taken for gone. Throws `connector.no-key`.
 */
export async function* changes(
  call: SqlCall,
  { scope, cursor }: { scope: SqlScope; cursor: string | null },
): AsyncGenerator<ChangePage, void> {
  let at = readCursor(cursorSchema, cursor);
  for (let starts = !at; ; starts = false) {
    const after = at?.after ?? null;
    const { page, sure, at: next } = await readPage(call, scope, after);
    const doubt = at?.doubt === true || !sure;
    const done = next === null;
    const ends = done && !doubt;
    yield {
      part: "",
      ...listingMark({ starts, ends }),
      items: page.map((row) => itemOf(row, { scope, after })),
      removed: [],
      cursor: next ? JSON.stringify({ after: [...next], doubt } satisfies Cursor) : "",
      done,
    };
    if (next === null) return;
    at = { after: [...next], doubt };
  }
}

async function readPage(call: SqlCall, scope: SqlScope, after: readonly string[] | null) {
  const { table, ...read } = await pageAt(call, scope, after);
  const ended = read.next === null && read.sure && !table.unique;
  const doubt = ended && (await inSession(call, (ask) => someWithoutKey(ask, table)));
  return { page: read.rows, sure: read.sure && !doubt, at: read.next };
}

/** A page of rows with what they are read from. */
export async function pageAt(call: SqlCall, scope: SqlScope, after: readonly string[] | null) {
  let table: Table | null = null;
  const page = await rowsAfter((size) =>
    inSession(call, async (ask) => {
      table = await lookAt(ask, call.credentials, scope);
      if (table.keys.length === 0) throw noKey(table);
      return pageOf(ask, table, { after, size });
    }),
  );
  // Assigned in the callback above, which the compiler doesn't follow.
  return { table: table as unknown as Table, ...page };
}

function itemOf(
  row: Row,
  { scope, after }: { scope: SqlScope; after: readonly string[] | null },
): RemoteItem {
  const { id, keys, name, etag, modifiedAt, webUrl } = row;
  const handle = { scope, keys: [...keys] } satisfies RowHandle;
  const withPage = JSON.stringify({ ...handle, after });
  return {
    id,
    kind: "file",
    name,
    folder: "",
    etag,
    size: null,
    mimeType: mimeTypeOf(row),
    modifiedAt,
    webUrl,
    handle: withPage.length <= LONGEST_HANDLE ? withPage : JSON.stringify(handle),
  };
}

/** What an item of this connector carries. */
export const readHandle = (handle: string | undefined): RowHandle =>
  handleSchema.parse(JSON.parse(handle ?? "null"));
