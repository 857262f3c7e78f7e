import "server-only";
import { z } from "zod/mini";
import { noAnswer, refused } from "@/lib/connectors/_contract/failures";
import { listingMark, readCursor } from "@/lib/connectors/_contract/paging";
import type { ChangePage, RemoteItem } from "@/lib/connectors/_contract/runtime";
import { get, hostOf, parsed, placeRefused, type DriveCall } from "./api";
import type { googleDrive } from "./definition";
import { FILE_FIELDS, FOLDER, driveFile, itemOf, type DriveFile } from "./items";

export type DriveScope = z.infer<typeof googleDrive.scope>;

/**
 * Where a sync is, kept as text: the place in the log of the drive or person, for a shared drive also in the person's own, which alone
 * tells that the drive was lost; and the page of a listing that has begun.
 */
const cursorSchema = z.object({
  log: z.string(),
  own: z.nullable(z.string()),
  listing: z.nullable(z.object({ page: z.nullable(z.string()), doubt: z.boolean() })),
});
type Cursor = z.infer<typeof cursorSchema>;

const tokenBody = z.object({ startPageToken: z.string() });
const listBody = z.object({
  files: z.optional(z.array(driveFile)),
  nextPageToken: z.optional(z.string()),
  incompleteSearch: z.optional(z.boolean()),
});
const changesBody = z.object({
  changes: z.optional(
    z.array(
      z.object({
        changeType: z.optional(z.string()),
        removed: z.optional(z.boolean()),
        fileId: z.optional(z.string()),
        driveId: z.optional(z.string()),
        file: z.optional(driveFile),
      }),
    ),
  ),
  nextPageToken: z.optional(z.string()),
  newStartPageToken: z.optional(z.string()),
});
type Change = NonNullable<z.infer<typeof changesBody>["changes"]>[number];

const MOST = "1000";
export const sharedOnly = ({ driveId }: DriveScope): Readonly<Record<string, string>> =>
  driveId === undefined
    ? {}
    : { driveId, includeItemsFromAllDrives: "true", supportsAllDrives: "true" };

/** Everything once, then what the log of changes tells. The place in the log is taken before the listing, so that nothing falls between. */
export async function* changes(
  call: DriveCall,
  { scope, cursor }: { scope: DriveScope; cursor: string | null },
): AsyncGenerator<ChangePage, void> {
  call.signal.throwIfAborted();
  const state = readCursor(cursorSchema, cursor);
  if (state && !state.listing) {
    yield* changesAfter(call, scope, state);
    return;
  }
  yield* listing(call, scope, state);
}

async function* listing(
  call: DriveCall,
  scope: DriveScope,
  begun: Cursor | null,
): AsyncGenerator<ChangePage, void> {
  let state = begun ?? (await startOf(call, scope));
  let starts = state.listing?.page == null;
  for (;;) {
    const { page = null, doubt = false } = state.listing ?? {};
    const got = await get(call, "/drive/v3/files", {
      query: {
        q: "trashed = false",
        pageSize: MOST,
        pageToken: page,
        fields: `nextPageToken,incompleteSearch,files(${FILE_FIELDS})`,
        corpora: scope.driveId === undefined ? "user" : "drive",
        ...sharedOnly(scope),
      },
    });
    if ("refusal" in got) {
      // Tokens of listings end after hours, unlike those of the log: from the start, with a new place in the log.
      if (got.refusal.status === 400 && !starts) {
        state = await startOf(call, scope);
        starts = true;
        continue;
      }
      throw placeRefused(call, "Google Drive", got.refusal);
    }
    const { files = [], nextPageToken: next, incompleteSearch } = parsed(call, listBody, got.body);
    if (next !== undefined && next === page) throw noAnswer(hostOf(call), "the same page twice");
    const doubts = doubt || incompleteSearch === true;
    const top = starts ? [await rootOf(call, scope)] : [];
    const ends = next === undefined && !doubts;
    state = { ...state, listing: next === undefined ? null : { page: next, doubt: doubts } };
    yield {
      part: "",
      ...listingMark({ starts, ends }),
      items: [...top, ...files].map(itemOf),
      removed: [],
      // After a listing that left something out the next round lists again.
      cursor: next === undefined && doubts ? "" : JSON.stringify(state),
      done: next === undefined,
    };
    if (next === undefined) return;
    starts = false;
  }
}

async function startOf(call: DriveCall, scope: DriveScope): Promise<Cursor> {
  const log = await startToken(call, sharedOnly(scope));
  const own = scope.driveId === undefined ? null : await startToken(call, {});
  return { log, own, listing: { page: null, doubt: false } };
}

/** The place in the log now. */
export async function startToken(
  call: DriveCall,
  query: Readonly<Record<string, string>>,
): Promise<string> {
  const got = await get(call, "/drive/v3/changes/startPageToken", { query });
  if ("refusal" in got) throw placeRefused(call, "Google Drive", got.refusal);
  return parsed(call, tokenBody, got.body).startPageToken;
}

/** The folder that was picked; lists leave out the roots of drives. */
async function rootOf(call: DriveCall, { folderId }: DriveScope): Promise<DriveFile> {
  const got = await get(call, `/drive/v3/files/${encodeURIComponent(folderId)}`, {
    query: { supportsAllDrives: "true", fields: FILE_FIELDS },
  });
  if ("refusal" in got) throw placeRefused(call, "Google Drive", got.refusal);
  return parsed(call, driveFile, got.body);
}

async function* changesAfter(
  call: DriveCall,
  scope: DriveScope,
  start: Cursor,
): AsyncGenerator<ChangePage, void> {
  let state = start;
  if (scope.driveId !== undefined && state.own !== null) {
    const { lost, changed, own } = await driveChanged(call, scope.driveId, state.own);
    state = { ...state, own };
    if (changed) {
      const cursor = JSON.stringify(state);
      yield { part: "", items: [], removed: [], accessChanged: true, cursor, done: false };
    }
    if (lost) {
      // Whoever gets it back later starts from nothing.
      yield { part: "", items: [], removed: [], partGone: true, cursor: "", done: true };
      return;
    }
  }
  for (;;) {
    const page = await logPage(call, state.log, sharedOnly(scope));
    const { items, removed, folders } = mentioned(page.changes ?? []);
    // What lies in a folder that was restored, moved here or shared is not told by the log. The place in it stays until that is known.
    for await (const inside of below(call, folders)) {
      yield { part: "", items: inside, removed: [], cursor: JSON.stringify(state), done: false };
    }
    const next = page.nextPageToken;
    const log = next ?? page.newStartPageToken;
    if (log === undefined || log === (next === undefined ? undefined : state.log)) {
      throw noAnswer(hostOf(call), "no place to go on from");
    }
    state = { ...state, log };
    yield { part: "", items, removed, cursor: JSON.stringify(state), done: next === undefined };
    if (next === undefined) return;
  }
}

async function logPage(call: DriveCall, pageToken: string, more: Readonly<Record<string, string>>) {
  const got = await get(call, "/drive/v3/changes", {
    query: {
      pageToken,
      pageSize: MOST,
      includeRemoved: "true",
      fields: `nextPageToken,newStartPageToken,changes(changeType,removed,fileId,driveId,file(${FILE_FIELDS}))`,
      ...more,
    },
  });
  if ("refusal" in got) throw placeRefused(call, "Google Drive", got.refusal);
  return parsed(call, changesBody, got.body);
}

/** Of several mentions of one file in a page the last counts. In the trash is gone, and comes back as a mention of the file. */
function mentioned(list: readonly Change[]) {
  const last = new Map<string, Change>();
  for (const change of list) if (change.fileId !== undefined) last.set(change.fileId, change);
  const items: RemoteItem[] = [];
  const removed: string[] = [];
  const folders: string[] = [];
  for (const [id, { file, removed: gone }] of last) {
    if (gone === true || !file || file.trashed === true) removed.push(id);
    else {
      items.push(itemOf(file));
      if (file.mimeType === FOLDER) folders.push(id);
    }
  }
  return { items, removed, folders };
}

/**
 * Whether the person's own log says that a shared drive can't be seen any more, or that something of the drive itself changed,
 * such as its members; and where to go on in it.
 */
async function driveChanged(
  call: DriveCall,
  driveId: string,
  from: string,
): Promise<{ lost: boolean; changed: boolean; own: string }> {
  let lost = false;
  let changed = false;
  for (let token = from; ;) {
    const all = { includeItemsFromAllDrives: "true", supportsAllDrives: "true" };
    const page = await logPage(call, token, all);
    for (const change of page.changes ?? []) {
      if (change.changeType !== "drive" || change.driveId !== driveId) continue;
      lost = change.removed === true;
      changed = true;
    }
    const next = page.nextPageToken;
    if (next === undefined)
      return { lost, changed: changed && !lost, own: page.newStartPageToken ?? token };
    if (next === token) throw noAnswer(hostOf(call), "the same page twice");
    token = next;
  }
}

/** Everything in these folders, folder by folder. */
async function* below(
  call: DriveCall,
  folders: readonly string[],
): AsyncGenerator<RemoteItem[], void> {
  const seen = new Set(folders);
  const pending = [...folders];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    let page: string | null = null;
    do {
      const got: Awaited<ReturnType<typeof get>> = await get(call, "/drive/v3/files", {
        query: {
          q: `'${folder.replace(/['\\]/g, String.raw`\$&`)}' in parents and trashed = false`,
          pageSize: MOST,
          pageToken: page,
          fields: `nextPageToken,files(${FILE_FIELDS})`,
          includeItemsFromAllDrives: "true",
          supportsAllDrives: "true",
        },
      });
      if ("refusal" in got) throw refused(hostOf(call), got.refusal.status, got.refusal.reason);
      const told: z.infer<typeof listBody> = parsed(call, listBody, got.body);
      const { files = [], nextPageToken: next = null } = told;
      if (next !== null && next === page) throw noAnswer(hostOf(call), "the same page twice");
      for (const { id, mimeType } of files) {
        if (mimeType !== FOLDER || seen.has(id)) continue;
        seen.add(id);
        pending.push(id);
      }
      if (files.length > 0) yield files.map(itemOf);
      page = next;
    } while (page !== null);
  }
}
