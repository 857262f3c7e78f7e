import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { builtInRuntime } from "@/lib/providers/built-in/runtime";
import { freshDatabase } from "@/lib/testing/database";
import { grant, permittedSource } from "@/lib/testing/remote-permissions";
import { testServices, type TestServices } from "@/lib/testing/services";
import { createPassageStore } from "@/lib/vector-stores/postgres/passage-store";
import { passage } from "@/lib/vector-stores/postgres/testing";
import { mayRead, readerPrincipals } from "@/lib/vector-stores/postgres/visibility";
import type { WorkspaceContext } from "../context";
import { searchKnowledge } from "../knowledge/search";
import { viewAs } from "../store/view-as";

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

const PEOPLE = 40;
const FILES = 500;
const CHANGES = 200;
/** Changes between two syncs. */
const BETWEEN = 20;

it("26. shows nobody a passage that they may not read at the source, whatever is changed there", async () => {
  const at = await permittedSource(services);
  const { world, drive, site, ctx, storeId } = at;
  const { tree } = world;
  const draw = drawing(20_261_130);

  const people = Array.from({ length: PEOPLE }, (_, n) => world.addUser(`person${String(n)}`));
  const groups = Array.from({ length: 12 }, (_, n) =>
    world.addGroup(
      `Group ${String(n)}`,
      draw.some(people, 4).map(({ id }) => id),
    ),
  );
  const [first, second, third] = groups;
  if (!first || !second || !third) throw new Error("no groups");
  // Nested, and in a circle.
  first.members.push(second.id);
  second.members.push(third.id);
  third.members.push(first.id);
  const [owner] = people;
  const siteMembers = {
    title: "Members",
    members: [owner?.mail ?? "", `group:${groups[4]?.id ?? ""}`],
  };
  site.siteGroups.set(5, siteMembers);

  const folders = [drive.rootId];
  for (let n = 0; n < 24; n++) {
    const parentId = draw.one(folders);
    folders.push(tree.create({ parentId, name: `f${String(n)}`, folder: true }).id);
  }
  const files = Array.from({ length: FILES }, (_, n) => {
    const name = `n${String(n)}.txt`;
    return tree.create({
      parentId: draw.one(folders.slice(1)),
      name,
      content: `Report ${String(n)}.`,
    }).id;
  });
  const anyGrant = () =>
    draw.one([
      () => grant.user(draw.one(people).mail),
      () => grant.group(draw.one(groups).id),
      () => grant.siteGroup(5),
    ])();
  for (let n = 0; n < 60; n++) tree.share(draw.one([...folders, ...files]), anyGrant());

  const mayReadThere = (mail: string, id: string) => {
    const person = people.find((one) => one.mail === mail);
    const inGroup = (group: string | undefined) =>
      world.transitiveMembers(group ?? "").some((member) => member.id === person?.id);
    return tree.sharesOf(tree.get(id)).some(({ grantedToV2 }) => {
      if (grantedToV2?.user) return grantedToV2.user.email === mail;
      if (grantedToV2?.group) return inGroup(String(grantedToV2.group.id));
      return siteMembers.members.some(
        (one) => one === mail || (one.startsWith("group:") && inGroup(one.slice("group:".length))),
      );
    });
  };
  const change = () =>
    draw.one([
      () => tree.share(draw.one(files), anyGrant()),
      () => tree.share(draw.one(folders), anyGrant()),
      () => {
        const shared = [...folders, ...files].filter((id) => tree.get(id).shares.length > 0);
        const id = draw.one(shared);
        tree.unshare(id, draw.one(tree.get(id).shares).id);
      },
      () => tree.setInherits(draw.one([...folders.slice(1), ...files]), draw.maybe()),
      () => {
        const [file, folder] = [draw.one(files), draw.one(folders.slice(1))];
        tree.move(file, folder);
      },
      () => {
        const { members } = draw.one(groups);
        if (members.length > 1 && draw.maybe()) members.splice(draw.below(members.length), 1);
        else members.push(draw.one([draw.one(people).id, draw.one(groups).id]));
      },
      () => siteMembers.members.splice(0, 1, draw.one(people).mail),
    ])();

  const members: WorkspaceContext[] = [];
  for (const { mail } of people) members.push(await at.join(mail));
  /** As if all files had been fetched, read and indexed, which is not what this is about. */
  const takeAll = async (sourceId: string) => {
    const workspaceId = ctx.workspace.id;
    await services.sql.query(TAKE, [workspaceId, sourceId]);
    await services.sql.query(
      `update "Document" d set "currentVersionId" = v.id from "DocumentVersion" v
       where v."documentId" = d.id and d."sourceId" = $1`,
      [sourceId],
    );
    const taken = await services.sql.query<{ documentId: string; versionId: string; text: string }>(
      `select d.id as "documentId", d."currentVersionId" as "versionId", v.text from "Document" d
       join "DocumentVersion" v on v.id = d."currentVersionId" where d."sourceId" = $1`,
      [sourceId],
    );
    const { activeIndexId } = await services.db.store.findUniqueOrThrow({ where: { id: storeId } });
    const texts = taken.map(({ text }) => text);
    const { signal } = new AbortController();
    const vectors = await builtInRuntime.embeddings().embed(texts, { signal, purpose: "passage" });
    const passages = taken.map(({ text, ...ids }, n) => ({
      ...passage({ ...ids, sourceId }, 0, text),
      embedding: vectors[n] ?? [],
    }));
    const indexId = activeIndexId ?? "";
    await createPassageStore(services.sql).putPassages({ indexId, workspaceId, passages });
  };
  const source = await at.begin({ include: ["nothing.md"] });
  expect(await source.sync()).toMatchObject({ phase: "finished", added: 0 });
  await takeAll(source.sourceId);
  expect(await source.sync()).toMatchObject({ phase: "finished", toFetch: 0, failed: 0 });
  const namesOf = (mail: string) =>
    files
      .filter((id) => mayReadThere(mail, id))
      .map((id) => tree.get(id).name)
      .sort();
  const seen = async (userId: string | null) => {
    const found = await searchKnowledge(ctx, {
      ...{ storeId, query: "report", limit: FILES, reader: userId },
      signal: new AbortController().signal,
    });
    return found.map(({ documentName }) => documentName).sort();
  };
  /** The whole matrix, by the condition that searches use. */
  const everyPair = async (workspaceId: string) => {
    const rows = await Promise.all(
      members.map(async ({ actor }, n) => {
        const found = await services.sql.query<{ name: string }>(
          `with recursive ${readerPrincipals("$2::text")} select d.name from "Document" d
           join "Source" source on source.id = d."sourceId" where d."workspaceId" = $1 and ${mayRead()}`,
          [workspaceId, actor.userId],
        );
        return found.map(({ name }) => `${people[n]?.mail ?? ""} ${name}`);
      }),
    );
    return rows.flat().sort();
  };
  const expectNoLeak = async (some: number) => {
    expect(await everyPair(ctx.workspace.id)).toEqual(
      people.flatMap(({ mail }) => namesOf(mail).map((name) => `${mail} ${name}`)).sort(),
    );
    for (const index of Array.from({ length: some }, () => draw.below(PEOPLE))) {
      const mail = people[index]?.mail ?? "";
      expect(await seen(members[index]?.actor.userId ?? null)).toEqual(namesOf(mail));
    }
  };
  await expectNoLeak(PEOPLE);
  expect(await seen(null)).toEqual([]);
  // Who runs the workspace doesn't see around it.
  expect(await seen(ctx.actor.userId)).toEqual([]);

  const versions = await services.db.documentVersion.count();
  for (let n = 1; n <= CHANGES; n++) {
    change();
    if (n % BETWEEN > 0) continue;
    expect(await source.sync()).toMatchObject({ phase: "finished", failed: 0 });
    await expectNoLeak(3);
  }
  // Nobody's permission makes a file be fetched or embedded again.
  expect(await services.db.documentVersion.count()).toBe(versions);

  for (const member of members.slice(0, 5)) {
    const { userId } = member.actor;
    const input = { id: storeId, query: "report", limit: 50, userId };
    const { passages, documents } = await viewAs({ ctx, input, signal: undefined });
    const all = await seen(userId);
    expect(documents).toMatchObject({ all: FILES, readable: all.length, unknown: 0 });
    expect(passages.filter(({ place }) => place !== null)).toHaveLength(Math.min(50, all.length));
    // They are told apart, and not shown to somebody who may not read them.
    expect(passages.every(({ passage }) => passage === null)).toBe(true);
  }
  await at.server.close();
}, 120_000);

const TAKE = `
  with item as materialized (
    select "remoteId", name, gen_random_uuid()::text as document, gen_random_uuid()::text as version from "SyncItem"
    where "sourceId" = $2 and kind = 'file'
  ), documents as (
    insert into "Document" (id, "workspaceId", "sourceId", name, "mimeType", size, state, "updatedAt")
    select document, $1, $2, name, 'text/plain', 1, 'ready', now() from item
  ), versions as (
    insert into "DocumentVersion" (id, "workspaceId", "documentId", number, "mimeType", size, "contentHash", "storageKey", text)
    select version, $1, document, 1, 'text/plain', 1, name, name, 'A report called ' || name from item
  ), current as (
    update "SourceSync" set filters = jsonb_set(filters, '{include}', '[]') where "sourceId" = $2
  )
  update "SyncItem" known set "documentId" = document, "fetchedEtag" = etag, "fetchedSize" = size, state = 'known', error = null
  from item where known."sourceId" = $2 and known."remoteId" = item."remoteId"`;

/** The same draws each time. */
function drawing(seed: number) {
  const numbers = fc.sample(fc.nat(), { seed, numRuns: 20_000 });
  let next = 0;
  const below = (most: number) => (numbers[next++ % numbers.length] ?? 0) % most;
  const one = <T>(list: readonly T[]): T => {
    const found = list[below(list.length)];
    if (found === undefined) throw new Error("nothing to draw from");
    return found;
  };
  return {
    below,
    one,
    maybe: () => below(2) === 0,
    some: <T>(list: readonly T[], count: number) => [
      ...new Set(Array.from({ length: count }, () => one(list))),
    ],
  };
}
