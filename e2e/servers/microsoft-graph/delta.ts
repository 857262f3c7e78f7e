import { Refusal } from "../remote-host/host";
import { itemJson, deletedJson } from "./items";
import type { Drive, Item, World } from "./world";

/** Where a reader is: `from` the change it knows, `upTo` what this round tells, and how far into it. */
interface Place {
  readonly from: number | null;
  readonly upTo: number;
  readonly at: number;
}

/** One page of a library's changes, or of everything for a reader that knows nothing yet. */
export function deltaPage(
  world: World,
  drive: Drive,
  { query, address }: { query: URLSearchParams; address: string },
): unknown {
  const link = (place: Place, rest = query) => {
    const url = new URL(address);
    for (const [key, value] of rest) if (key !== "token") url.searchParams.set(key, value);
    url.searchParams.set("token", Buffer.from(JSON.stringify(place)).toString("base64url"));
    return url.href;
  };
  const now = world.tree.now;
  const start: Place = { from: null, upTo: now, at: 0 };
  const token = query.get("token");
  if (token === "latest") {
    return { value: [], "@odata.deltaLink": link({ from: now, upTo: now, at: 0 }) };
  }
  const place = token === null || token === "" ? start : read(token);
  if (place.from !== null && place.from <= world.tokensGoneUpTo) {
    throw new Refusal(410, "resyncRequired", {
      message: "Resync required. Replace any local items with the server's version.",
      headers: { location: link(start) },
    });
  }
  // A link to the end of a round is where the next one starts.
  const round = place.from !== null && place.from === place.upTo ? { ...place, upTo: now } : place;
  const told = roundOf(world, drive, round);
  const size = Number(query.get("$top") ?? world.manners.pageSize);
  const value = told
    .slice(round.at, round.at + size)
    .map((line) => render(world, line, round.from === null))
    .filter((json) => json !== null);
  const next = round.at + size;
  return {
    "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#Collection(driveItem)",
    value,
    ...(next < told.length
      ? { "@odata.nextLink": link({ ...round, at: next }) }
      : { "@odata.deltaLink": link({ from: round.upTo, upTo: round.upTo, at: 0 }) }),
  };
}

function read(token: string): Place {
  try {
    return JSON.parse(Buffer.from(token, "base64url").toString("utf8")) as Place;
  } catch {
    throw new Refusal(400, "invalidRequest", { message: "The token is not valid." });
  }
}

/** One line of a feed; `before` tells the item as it was. */
interface Told {
  readonly item: Item;
  readonly before: boolean;
}

/** Null where nothing is told in that place, so that a page may be shorter than asked for. */
function render(world: World, { item, before }: Told, isFull: boolean): unknown {
  if (world.tree.isLive(item)) {
    const json = itemJson(world, item, { inDelta: true });
    return before ? { ...json, name: `${item.name} as it was` } : json;
  }
  return isFull || before ? null : deletedJson(world, item);
}

/** The same places for every page of a round, whatever happens meanwhile. */
function roundOf(world: World, drive: Drive, { from, upTo }: Place): Told[] {
  const items =
    from === null ? everything(world, drive, upTo) : changed(world, drive, { from, upTo });
  const told = (before: boolean) => items.map((item) => ({ item, before }));
  const { shuffle, duplicate } = world.manners;
  const last = shuffle ? shuffled(told(false)) : told(false);
  return duplicate ? [...told(true), ...last] : last;
}

function everything(world: World, drive: Drive, upTo: number): Item[] {
  const created = new Set(
    world.tree.log.filter(({ sequence }) => sequence <= upTo).map(({ id }) => id),
  );
  return [...world.tree.entries.values()].filter(
    (item) => item.driveId === drive.id && created.has(item.id),
  );
}

function changed(
  world: World,
  drive: Drive,
  { from, upTo }: { from: number; upTo: number },
): Item[] {
  const { tree, manners } = world;
  const ids = new Set<string>();
  // An item that changed twice comes where it changed last.
  for (const { sequence, id, driveId } of tree.log.slice(Math.max(0, from))) {
    if (sequence <= from || sequence > upTo || driveId !== drive.id) continue;
    ids.delete(id);
    ids.add(id);
  }
  const items = [...ids].map((id) => tree.get(id));
  if (!manners.tellsDeletedChildren) return items;
  const deleted = items.filter(({ state }) => state !== "live");
  return [...items, ...deleted.flatMap((item) => below(world, item))];
}

function below(world: World, item: Item): Item[] {
  return world.tree.childrenOf(item.id).flatMap((child) => [child, ...below(world, child)]);
}

/** Another order, the same one each time. */
function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((value, index) => ({ value, key: ((index + 1) * 7919) % 1009 }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}
