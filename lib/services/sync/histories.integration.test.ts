import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { freshDatabase } from "@/lib/testing/database";
import { remoteSource, type RemoteKind } from "@/lib/testing/remote-source";
import { atSource, index, live, round } from "@/lib/testing/sync-history";
import { testServices, type TestServices } from "@/lib/testing/services";

declare module "vitest" {
  export interface ProvidedContext {
    syncHistories: string;
    syncSeed: string;
    syncKills: string;
  }
}

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

const KINDS: readonly RemoteKind[] = ["sharepoint", "google-drive", "s3"];

describe.each<RemoteKind>(["sharepoint", "google-drive"])("a source of %s", (kind) => {
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
    // 4. A folder's name is no part of what was embedded, a file's is.
    const embedded = await source.embedded();
    tree.rename(policies, "Policies");
    expect(await source.sync()).toMatchObject({ moved: 1, changed: 0 });
    expect(await source.embedded()).toEqual(embedded);
    tree.rename(file, "Vacation.txt");
    await source.sync();
    expect(await source.texts()).toEqual(atSource(world));
    expect(await source.keywords()).toEqual([
      expect.stringMatching(/menu/),
      expect.stringMatching(/vacat/),
    ]);
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

/** A few show that it works; `SYNC_HISTORIES=300` is what bench/README.md has the figure of. */
const HISTORIES = Number(inject("syncHistories"));
const SEED = inject("syncSeed") === "" ? {} : { seed: Number(inject("syncSeed")) };

describe.each(KINDS)("any history at %s", (kind) => {
  it(
    "ends with the index equal to the source, and nothing unchanged made anew",
    async () => {
      const rounds = fc.array(round, { minLength: 3, maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(rounds, index, (played, seed) =>
          live(services, {
            kind,
            rounds: played,
            seed,
            syncAndDie: (source, pieces) => source.syncAndDie(pieces),
          }),
        ),
        { numRuns: HISTORIES, endOnFailure: true, ...SEED },
      );
    },
    60_000 * Math.max(2, HISTORIES),
  );
});
