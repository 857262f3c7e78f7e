import "server-only";
import { z } from "zod/mini";
import { LONGEST_HANDLE, listingMark, readCursor } from "@/lib/connectors/_contract/paging";
import { documentOf, mimeTypeOf } from "@/lib/connectors/_contract/record";
import type { ChangePage, RemoteItem } from "@/lib/connectors/_contract/runtime";
import { passOver } from "./pass";
import { idOf, type Row } from "./rows";
import type { SqlCall, SqlScope } from "./session";

const keysSchema = z.array(z.string());

const cursorSchema = z.object({
  /** What tells the last row apart that was read. */
  after: keysSchema,
  doubt: z.boolean(),
  chunk: z.object({ after: z.nullable(keysSchema), characters: z.number() }),
});
type Cursor = z.infer<typeof cursorSchema>;

const handleSchema = z.object({
  scope: z.object({ schema: z.optional(z.string()), table: z.optional(z.string()) }),
  /** What the chunk begins after that the row is in; absent where that is too long. */
  after: z.optional(z.nullable(keysSchema)),
  keys: keysSchema,
});
export type RowHandle = z.infer<typeof handleSchema>;

/**
 * Rows are fetched close together: what is read for the first of a chunk serves all of it. It ends with the row with which its
 * contents have so many characters.
 */
const CHUNK = 4 * 2 ** 20;

/**
 * All rows, a page at a time, in the order of what tells them apart: rows that come or go meanwhile move no other. Where two rows have
 * the same, or one has nothing, there is a doubt, with which nothing is taken for gone. Throws `connector.no-key`.
 */
export async function* changes(
  call: SqlCall,
  { scope, cursor }: { scope: SqlScope; cursor: string | null },
): AsyncGenerator<ChangePage, void> {
  const at = readCursor(cursorSchema, cursor);
  let starts = !at;
  let doubt = at?.doubt ?? false;
  let chunk = at?.chunk ?? { after: null, characters: 0 };
  for await (const { rows, tooLarge, sure, next } of passOver(call, scope, at?.after ?? null)) {
    doubt ||= !sure;
    const items: RemoteItem[] = [];
    for (const row of rows) {
      items.push(itemOf(row, { scope, after: chunk.after }));
      chunk = { ...chunk, characters: chunk.characters + row.content.length };
      if (chunk.characters >= CHUNK) chunk = { after: [...row.keys], characters: 0 };
    }
    if (tooLarge) items.push(tooLargeItem(tooLarge, scope));
    yield {
      part: "",
      ...listingMark({ starts, ends: next === null && !doubt }),
      items,
      removed: [],
      cursor: next ? JSON.stringify({ after: [...next], doubt, chunk } satisfies Cursor) : "",
      done: next === null,
    };
    starts = false;
  }
}

/** The rows of a chunk, as far as they can be read together. */
export async function chunkAfter(
  call: SqlCall,
  scope: SqlScope,
  after: readonly string[] | null,
): Promise<{ rows: ReadonlyMap<string, Row>; characters: number }> {
  const rows = new Map<string, Row>();
  let characters = 0;
  for await (const page of passOver(call, scope, after)) {
    for (const row of page.rows) {
      rows.set(row.id, row);
      characters += row.content.length;
    }
    if (characters >= CHUNK) break;
  }
  return { rows, characters };
}

function itemOf(
  row: Row,
  { scope, after }: { scope: SqlScope; after: readonly string[] | null },
): RemoteItem {
  const { id, keys, name, etag, modifiedAt, webUrl } = row;
  const handle = { scope, keys: [...keys] } satisfies RowHandle;
  const withChunk = JSON.stringify({ ...handle, after });
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
    handle: withChunk.length <= LONGEST_HANDLE ? withChunk : JSON.stringify(handle),
  };
}

const TOO_LARGE = { code: "connector.item-refused", params: { reason: "size" } };

/** It is there, so its document stays as it was, and is not read. */
function tooLargeItem(keys: readonly string[], scope: SqlScope): RemoteItem {
  const id = idOf(keys);
  const empty = { ...documentOf({}, {}, id), id, keys };
  return { ...itemOf(empty, { scope, after: null }), etag: null, unreadable: TOO_LARGE };
}

/** What an item of this connector carries. */
export const readHandle = (handle: string | undefined): RowHandle =>
  handleSchema.parse(JSON.parse(handle ?? "null"));
