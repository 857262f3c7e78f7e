import "server-only";
import { z } from "zod/mini";
import { isAppError } from "@/lib/errors/app-error";
import { noAnswer } from "@/lib/connectors/_contract/failures";
import { listingMark, readCursor } from "@/lib/connectors/_contract/paging";
import type { ChangePage, RemoteItem } from "@/lib/connectors/_contract/runtime";
import type { sharepoint } from "./definition";
import { get, getAll, parsed, placeRefused, type GraphCall, type Refusal } from "./graph";
import { driveItem, idOf, itemOf } from "./items";
import { graphOf } from "./sign-in";

export type SharePointScope = z.infer<typeof sharepoint.scope>;

/** Where a sync is, kept as text. `links` are the ends of earlier rounds by library, `at` is a round that has begun in one. */
const cursorSchema = z.object({
  links: z.record(z.string(), z.string()),
  finished: z.array(z.string()),
  at: z.nullable(z.object({ drive: z.string(), next: z.string(), listing: z.boolean() })),
});
type Cursor = z.infer<typeof cursorSchema>;

const library = z.object({ id: z.string(), name: z.optional(z.string()) });
interface Library {
  readonly id: string;
  readonly name: string;
}

const deltaBody = z.object({
  value: z.array(driveItem),
  "@odata.nextLink": z.optional(z.string()),
  "@odata.deltaLink": z.optional(z.string()),
});

/** The libraries that are read, in the order of Graph. Throws `connector.unreadable-place`. */
export async function librariesOf(
  call: GraphCall,
  { siteId, driveId }: SharePointScope,
): Promise<Library[]> {
  const named = ({ id, name }: z.infer<typeof library>) => ({ id, name: name ?? id });
  if (driveId === undefined) {
    const path = `/sites/${encodeURIComponent(siteId)}/drives`;
    return (await getAll(call, path, { item: library, place: "SharePoint" })).map(named);
  }
  const got = await get(call, `/drives/${encodeURIComponent(driveId)}`);
  if ("refusal" in got) throw placeRefused(call, "SharePoint", got.refusal);
  return [named(parsed(call, library, got.body))];
}

/**
 * What changed in each library since the end of its last round, by its delta. Everything is told of a library that is new, and of one
 * whose link Graph does not know any more (410). A library of a site that can't be read now is told as such, and the others go on.
 */
export async function* changes(
  call: GraphCall,
  { scope, cursor }: { scope: SharePointScope; cursor: string | null },
): AsyncGenerator<ChangePage, void> {
  call.signal.throwIfAborted();
  let state = readCursor(cursorSchema, cursor) ?? { links: {}, finished: [], at: null };
  const libraries = await librariesOf(call, scope);
  const known = new Set(libraries.map(({ id }) => id));
  for (const part of Object.keys(state.links).filter((id) => !known.has(id))) {
    const { [part]: _, ...links } = state.links;
    state = { ...state, links };
    yield { part, items: [], removed: [], partGone: true, cursor: write(state), done: false };
  }
  const pending = libraries.filter(({ id }) => !state.finished.includes(id));
  for (const [index, each] of pending.entries()) {
    const isLast = index === pending.length - 1;
    for await (const page of libraryPages(call, each, {
      state,
      alone: scope.driveId !== undefined,
    })) {
      state = page.state;
      const { state: _, ends, ...told } = page;
      const done = ends && isLast;
      if (done) state = { ...state, finished: [] };
      yield { ...told, cursor: write(state), done };
    }
  }
  if (pending.length === 0) {
    const done = write({ ...state, finished: [], at: null });
    yield { part: "", items: [], removed: [], cursor: done, done: true };
  }
}

type LibraryPage = Omit<ChangePage, "cursor" | "done"> & {
  readonly state: Cursor;
  readonly ends: boolean;
};

async function* libraryPages(
  call: GraphCall,
  { id, name }: Library,
  { state, alone }: { state: Cursor; alone: boolean },
): AsyncGenerator<LibraryPage, void> {
  const begun = state.at?.drive === id ? state.at : null;
  const start = `/drives/${encodeURIComponent(id)}/root/delta`;
  let link = begun?.next ?? state.links[id] ?? start;
  let listing = begun ? begun.listing : state.links[id] === undefined;
  let starts = listing && begun === null;
  const finished = (links: Cursor["links"]): Cursor => ({
    links,
    finished: [...state.finished, id],
    at: null,
  });
  const asked = new Set<string>();
  for (;;) {
    if (asked.has(link))
      throw noAnswer(new URL(graphOf(call.credentials)).hostname, "the same page twice");
    asked.add(link);
    const got = await get(call, link);
    if ("refusal" in got) {
      if (isTooOld(got.refusal) && !starts) {
        link = got.refusal.location ?? start;
        listing = true;
        starts = true;
        continue;
      }
      const failure = placeRefused(call, name, got.refusal);
      if (alone || !isAppError(failure)) throw failure;
      const told = { label: name, code: failure.code };
      yield {
        part: id,
        items: [],
        removed: [],
        failure: told,
        state: finished(state.links),
        ends: true,
      };
      return;
    }
    const page = parsed(call, deltaBody, got.body);
    const next = page["@odata.nextLink"];
    const end = page["@odata.deltaLink"];
    const ends = next === undefined;
    if (next === undefined && end === undefined) {
      throw noAnswer(
        new URL(graphOf(call.credentials)).hostname,
        "neither a next link nor a delta link",
      );
    }
    yield {
      part: id,
      ...(listing && listingMark({ starts, ends })),
      ...mentioned(id, name, page.value),
      state:
        next === undefined
          ? finished({ ...state.links, [id]: end ?? "" })
          : { ...state, at: { drive: id, next, listing } },
      ends,
    };
    if (next === undefined) return;
    link = next;
    starts = false;
  }
}

/** Of several mentions of one item in a page the last counts. */
function mentioned(
  driveId: string,
  name: string,
  value: readonly z.infer<typeof driveItem>[],
): { items: RemoteItem[]; removed: string[] } {
  const last = new Map(value.map((item) => [item.id, item]));
  const items: RemoteItem[] = [];
  const removed: string[] = [];
  for (const item of last.values()) {
    if (item.deleted === undefined) items.push(itemOf(driveId, name, item));
    else removed.push(idOf(driveId, item.id));
  }
  return { items, removed };
}

/** Graph has forgotten the place: everything has to be listed again. Both ways of doing that mean the same to a reader. */
function isTooOld({ status, codes }: Refusal): boolean {
  return (
    (status === 410 || status === 400) &&
    codes.some((code) => /^(resyncRequired|resyncChanges\w+|syncStateNotFound)$/i.test(code))
  );
}

const write = (cursor: Cursor) => JSON.stringify(cursor);
