import fc from "fast-check";
import { expect } from "vitest";
import type { FailureInput } from "@/e2e/servers/remote-host/plan";
import { remoteSource, type RemoteKind } from "./remote-source";
import type { TestServices } from "./services";

type World = Awaited<ReturnType<typeof remoteSource>>;
export type SyncedWorld = Awaited<ReturnType<World["syncOf"]>>;

/** What is at the source now: the text of each file by its path. */
export function atSource({ tree, rootId, top, native }: World): Record<string, string> {
  const found: Record<string, string> = {};
  const walk = (id: string, path: string) => {
    for (const entry of tree.childrenOf(id)) {
      if (entry.state !== "live") continue;
      const own = path === "" ? entry.name : `${path}/${entry.name}`;
      if (entry.folder) walk(entry.id, own);
      else {
        const extension = native?.mimeType === entry.mimeType ? native.extension : "";
        found[own + extension] = String(entry.content);
      }
    }
  };
  walk(rootId, top);
  return found;
}

/** Picks one of as many as there are. */
export const index = fc.nat({ max: 1000 });
const change = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("create" as const), at: index, folder: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("edit" as const), at: index }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom("rename" as const, "trash" as const, "restore" as const),
      at: index,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("move" as const), at: index, to: index }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom("touch" as const, "forget" as const), at: index }),
  },
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** Something happens, something may go wrong, and a worker syncs, which may die on the way: after `dies` messages to its database. */
export const round = fc.record({
  changes: fc.array(change, { minLength: 1, maxLength: 4 }),
  fault: fc.option(index, { freq: 2 }),
  // While it reads what changed as often as later on.
  dies: fc.option(fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 250 })), {
    freq: 2,
  }),
});
export type Round = typeof round extends fc.Arbitrary<infer T> ? T : never;

const FAULTS: readonly FailureInput[] = [
  { status: 500 },
  { status: 504, after: 2 },
  { mode: "drop" },
  { mode: "drop", on: "content|download|alt=media|export" },
  { mode: "garbage" },
  { mode: "empty", after: 1 },
  { mode: "cut", afterBytes: 7 },
  { mode: "cut", afterBytes: 3, on: "download|alt=media" },
  { status: 429, headers: { "retry-after": "1" }, after: 1 },
  { status: 404, on: "content|alt=media|export" },
];

/** Does a change to the source; one that is not possible now does nothing. */
function play(world: World, known: Set<string>, [step, count]: [Change, number]): void {
  const { tree, rootId, native } = world;
  const ids = [rootId, ...known];
  const pick = (at: number) => ids[at % ids.length] ?? rootId;
  const folderAt = (at: number) => {
    const id = pick(at);
    return tree.get(id).folder && tree.isLive(tree.get(id)) ? id : rootId;
  };
  const id = pick(step.at);
  if (step.do === "create") {
    const own = native !== null && count % 3 === 0;
    const made = tree.create({
      parentId: folderAt(step.at),
      name: `n${String(count)}${step.folder || own ? "" : ".txt"}`,
      folder: step.folder,
      content: `Text ${String(count)} of it.`,
      ...(own && !step.folder && { mimeType: native.mimeType }),
    });
    known.add(made.id);
    return;
  }
  if (step.do === "forget") {
    world.forget(step.at);
    return;
  }
  if (id === rootId) return;
  const entry = tree.get(id);
  if (step.do === "restore") {
    if (entry.state === "trashed") tree.restore(id);
  } else if (!tree.isLive(entry)) return;
  else if (step.do === "trash") tree.trash(id);
  else if (step.do === "rename") {
    const named = /\.txt$/.exec(entry.name)?.[0] ?? "";
    tree.rename(id, `r${String(count)}${named}`);
  } else if (entry.folder && step.do !== "move") return;
  else if (step.do === "touch") tree.touch(id);
  else if (step.do === "edit") tree.edit(id, `Text ${String(count)} instead.`);
  else if (step.do === "move") {
    try {
      tree.move(id, folderAt(step.to));
    } catch {
      // Into itself.
    }
  }
}

/**
 * How often the content of each file was another than when a sync last looked; no document can have had more versions than that. A
 * file is what the service takes for one: its id, or else its path.
 */
class Editions {
  readonly #last = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  look({ keepsIds, tree, ...world }: World, known: ReadonlySet<string>): void {
    const now = keepsIds
      ? [...known].flatMap((id) => {
          const entry = tree.get(id);
          return entry.folder ? [] : [[id, String(entry.content)] as const];
        })
      : Object.entries(atSource({ keepsIds, tree, ...world }));
    for (const [file, content] of now) {
      if (this.#last.get(file) === content) continue;
      this.#last.set(file, content);
      this.#counts.set(file, (this.#counts.get(file) ?? 0) + 1);
    }
  }

  /** Of the files that are there now. */
  most({ keepsIds, tree, ...world }: World): number {
    const counted = [...this.#counts].filter(([file]) =>
      keepsIds ? tree.isLive(tree.get(file)) : file in atSource({ keepsIds, tree, ...world }),
    );
    return counted.reduce((sum, [, count]) => sum + count, 0);
  }
}

interface History {
  readonly kind: RemoteKind;
  readonly rounds: readonly Round[];
  /** Of the manners of the service. */
  readonly seed: number;
  /** Begins a sync by a worker that dies after so many messages to its database. */
  readonly syncAndDie: (source: SyncedWorld, pieces: number) => Promise<unknown>;
}

/** Plays a history; in the end the index must equal the source, with nothing unchanged made anew. */
export async function live(
  services: TestServices,
  { kind, rounds, seed, syncAndDie }: History,
): Promise<void> {
  const world = await remoteSource(services, kind);
  world.mannersOf(seed);
  const source = await world.syncOf(null);
  const known = new Set<string>();
  const editions = new Editions();
  let count = 0;
  for (const { changes, fault, dies } of rounds) {
    for (const each of changes) play(world, known, [each, ++count]);
    const failure = fault === null ? undefined : FAULTS[fault % FAULTS.length];
    if (failure) world.server.fail(failure);
    editions.look(world, known);
    if (dies === null) await source.sync({ confirmed: true });
    else await syncAndDie(source, dies);
  }
  world.server.calm();
  editions.look(world, known);
  // The first goes on with what was begun before the last change.
  await source.sync({ confirmed: true });
  await source.sync({ confirmed: true });
  const expected = atSource(world);
  expect(await source.unread()).toEqual({});
  expect(await source.texts()).toEqual(expected);
  expect(await source.passages()).toBe(Object.keys(expected).length);
  const made = Object.values(await source.versions()).reduce((sum, each) => sum + each, 0);
  expect(made).toBeLessThanOrEqual(editions.most(world));
  const foreign = world.server.calls.filter(
    ({ origin, headers }) => origin === "download" && headers.authorization !== undefined,
  );
  expect(foreign).toEqual([]);
  await world.server.close();
}
