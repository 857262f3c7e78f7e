import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FailureInput } from "@/e2e/servers/remote-host/plan";
import { freshDatabase } from "@/lib/testing/database";
import { remoteSource, type RemoteKind } from "@/lib/testing/remote-source";
import { testServices, type TestServices } from "@/lib/testing/services";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
});
afterAll(async () => {
  await services.close();
  await database.stop();
});

const KINDS: readonly RemoteKind[] = ["sharepoint", "google-drive"];
type World = Awaited<ReturnType<typeof remoteSource>>;

/** What is at the source now: the text of each file by its path. */
function atSource({ tree, rootId, top }: World, from = rootId): Record<string, string> {
  const found: Record<string, string> = {};
  const walk = (id: string, path: string) => {
    for (const entry of tree.childrenOf(id)) {
      if (entry.state !== "live") continue;
      const own = path === "" ? entry.name : `${path}/${entry.name}`;
      if (entry.folder) walk(entry.id, own);
      else found[own] = String(entry.content);
    }
  };
  walk(from, from === rootId ? top : "");
  return found;
}

describe.each(KINDS)("a source of %s", (kind) => {
  it("follows what happens there, to the last deletion", async () => {
    const world = await remoteSource(services, kind);
    const { tree, rootId } = world;
    const source = await world.syncOf(null);
    const policies = tree.create({ parentId: rootId, name: "Policies", folder: true }).id;
    const file = tree.create({ parentId: policies, name: "Holiday.txt", content: "28 days." }).id;
    tree.create({ parentId: rootId, name: "Menu.txt", content: "Soup on Mondays." });
    expect(await source.sync()).toMatchObject({ phase: "finished", added: 2 });
    expect(await source.texts()).toEqual(atSource(world));
    tree.edit(file, "30 days.");
    tree.rename(policies, "Rules");
    expect(await source.sync()).toMatchObject({ changed: 1 });
    expect(await source.texts()).toEqual(atSource(world));
    tree.trash(policies);
    expect(await source.sync()).toMatchObject({ removed: 1 });
    expect(await source.texts()).toEqual(atSource(world));
    tree.restore(policies);
    await source.sync();
    expect(await source.texts()).toEqual(atSource(world));
    await world.server.close();
  });

  it("of one folder takes in what is moved there, whatever its date, and lets go of what is moved out", async () => {
    const world = await remoteSource(services, kind);
    const { tree, rootId } = world;
    const [inside, outside] = ["Inside", "Outside"].map(
      (name) => tree.create({ parentId: rootId, name, folder: true }).id,
    );
    if (!inside || !outside) throw new Error("no folders");
    const modifiedAt = new Date(0);
    const sub = tree.create({ parentId: outside, name: "Sub", folder: true }).id;
    tree.create({ parentId: sub, name: "Old.txt", content: "Old.", modifiedAt });
    const leaves = tree.create({ parentId: inside, name: "Leaves.txt", content: "Leaves." }).id;
    const source = await world.syncOf(inside);
    await source.sync();
    expect(await source.texts()).toEqual({ "Leaves.txt": "Leaves." });
    tree.move(sub, inside);
    tree.move(leaves, outside);
    await source.sync();
    expect(await source.texts()).toEqual({ "Sub/Old.txt": "Old." });
    await world.server.close();
  });
});

const index = fc.nat({ max: 1000 });
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("create" as const), at: index, folder: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("edit" as const), at: index }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("rename" as const, "trash" as const, "restore" as const),
      at: index,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("move" as const), at: index, to: index }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom("touch" as const, "forget" as const), at: index }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("fail" as const), at: index }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("sync" as const), at: index }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const FAULTS: readonly FailureInput[] = [
  { status: 500 },
  { status: 504, after: 2 },
  { mode: "drop" },
  { mode: "drop", on: "content|download|alt=media" },
  { mode: "garbage" },
  { mode: "empty", after: 1 },
  { mode: "cut", afterBytes: 7 },
  { mode: "cut", afterBytes: 3, on: "download|alt=media" },
  { status: 429, headers: { "retry-after": "1" } },
];

/** Does a step to the source; one that is not possible now does nothing. Counts how often each file got another content. */
function play(world: World, edits: Map<string, number>, [step, count]: [Step, number]): void {
  const { tree, rootId } = world;
  const known = [rootId, ...edits.keys()];
  const pick = (at: number) => known[at % known.length] ?? rootId;
  const folderAt = (at: number) => {
    const id = pick(at);
    return tree.get(id).folder && tree.isLive(tree.get(id)) ? id : rootId;
  };
  const id = pick(step.at);
  if (step.do === "create") {
    const seed = {
      parentId: folderAt(step.at),
      name: `n${String(count)}${step.folder ? "" : ".txt"}`,
    };
    const made = tree.create({
      ...seed,
      folder: step.folder,
      content: `Text ${String(count)} of it.`,
    });
    edits.set(made.id, 0);
    return;
  }
  if (step.do === "forget") {
    world.forget(step.at);
    return;
  }
  if (step.do === "fail") {
    const fault = FAULTS[step.at % FAULTS.length];
    if (fault) world.server.fail(fault);
    return;
  }
  if (step.do === "sync" || id === rootId) return;
  const entry = tree.get(id);
  if (step.do === "restore") {
    if (entry.state === "trashed") tree.restore(id);
  } else if (!tree.isLive(entry)) return;
  else if (step.do === "trash") tree.trash(id);
  else if (step.do === "rename") tree.rename(id, `r${String(count)}${entry.folder ? "" : ".txt"}`);
  else if (step.do === "touch") tree.touch(id);
  else if (step.do === "edit" && !entry.folder) {
    tree.edit(id, `Text ${String(count)} instead.`);
    edits.set(id, (edits.get(id) ?? 0) + 1);
  } else if (step.do === "move") {
    try {
      tree.move(id, folderAt(step.to));
    } catch {
      // Into itself.
    }
  }
}

describe.each(KINDS)("any history at %s", (kind) => {
  it("ends with the index equal to the source, and nothing unchanged made anew", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 8, maxLength: 30 }),
        index,
        async (steps, seed) => {
          const world = await remoteSource(services, kind);
          world.mannersOf(seed);
          const source = await world.syncOf(null);
          const edits = new Map<string, number>();
          for (const [count, each] of steps.entries()) {
            if (each.do === "sync") await source.sync({ confirmed: true });
            else play(world, edits, [each, count]);
          }
          world.server.calm();
          await source.sync({ confirmed: true });
          expect(await source.texts()).toEqual(atSource(world));
          const made = Object.values(await source.versions()).reduce(
            (sum, count) => sum + count,
            0,
          );
          const files = Object.keys(atSource(world)).length;
          const most = [...edits.values()].reduce((sum, count) => sum + count, files);
          expect(made).toBeLessThanOrEqual(most);
          const foreign = world.server.calls.filter(
            ({ origin, headers }) => origin === "download" && headers.authorization !== undefined,
          );
          expect(foreign).toEqual([]);
          await world.server.close();
        },
      ),
      { numRuns: 12, endOnFailure: true },
    );
  });
});
