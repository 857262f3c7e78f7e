import { buffer } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import { startMicrosoftGraph, type MicrosoftGraph } from "@/e2e/servers/microsoft-graph/server";
import type { Drive, Item, Site } from "@/e2e/servers/microsoft-graph/world";
import {
  describeConnector,
  filesAfter,
  pagesAfter,
  type ConnectorWorld,
} from "@/lib/connectors/_contract/conformance";
import type { ChangePage, ConnectorRuntime } from "@/lib/connectors/_contract/runtime";
import { connectorCall } from "@/lib/testing/connectors";
import type { SharePointScope } from "./changes";
import { sharepoint } from "./definition";
import { sharepointRuntime } from "./runtime";

const runtime: ConnectorRuntime = sharepointRuntime;
const servers: MicrosoftGraph[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

interface Tenant extends ConnectorWorld {
  readonly server: MicrosoftGraph;
  readonly site: Site;
  readonly drive: Drive;
  readonly tree: MicrosoftGraph["world"]["tree"];
}

async function newTenant(scope?: (site: Site, drive: Drive) => SharePointScope): Promise<Tenant> {
  const server = await startMicrosoftGraph();
  servers.push(server);
  const { world, app } = server;
  world.manners.pageSize = 10;
  const site = world.addSite({ path: "sites/people", name: "People" });
  const drive = world.addDrive(site.id, "Documents");
  const credentials = (wrongSecret = false) =>
    sharepoint.credentials.parse({
      method: "app-secret",
      tenant: world.tenant,
      clientId: app.clientId,
      clientSecret: wrongSecret ? "wrong-secret" : app.clientSecret,
      loginHost: server.api,
      graphHost: server.api,
    });
  const { tree } = world;
  const folderOf = (path: string) => {
    let at = drive.rootId;
    for (const name of path.split("/").slice(0, -1))
      at = child(at, name)?.id ?? tree.create({ parentId: at, name, folder: true }).id;
    return at;
  };
  const child = (parentId: string, name: string): Item | undefined =>
    tree.childrenOf(parentId).find((each) => each.name === name && each.state === "live");
  const nameOf = (path: string) => path.split("/").at(-1) ?? path;
  return {
    server,
    site,
    drive,
    tree,
    scope: scope?.(site, drive) ?? { siteId: site.id, driveId: drive.id },
    secrets: [app.clientSecret, "wrong-secret"],
    call: ({ signal, wrongSecret } = {}) =>
      connectorCall(sharepointRuntime, credentials(wrongSecret), { signal }),
    put: (path, content) => {
      const parentId = folderOf(path);
      const held = child(parentId, nameOf(path));
      if (held) tree.edit(held.id, content);
      else tree.create({ parentId, name: nameOf(path), content });
      return Promise.resolve();
    },
    remove: (path) => {
      tree.trash(child(folderOf(path), nameOf(path))?.id ?? "");
      return Promise.resolve();
    },
    fail: (how, on) => {
      const where = on === "download" ? "/download/" : "/v1.0/";
      if (how === "throttle")
        server.fail({ on: where, status: 429, headers: { "retry-after": "30" } });
      else if (how === "server-error") server.fail({ on: where, status: 500 });
      else if (how === "cut") server.fail({ on: where, mode: "cut", afterBytes: 20 });
      else server.fail({ on: where, mode: "garbage" });
      return Promise.resolve();
    },
    authorizedHosts: () =>
      server.calls
        .filter(({ headers }) => headers.authorization !== undefined)
        .map(({ headers }) => String(headers.host)),
  };
}

describeConnector({ definition: sharepoint, runtime, newWorld: () => newTenant() });

const end = (pages: readonly ChangePage[]) => pages.at(-1)?.cursor ?? null;
const namesOf = (pages: readonly ChangePage[], before?: ReturnType<typeof filesAfter>) =>
  [...filesAfter(pages, before).values()].map(({ name }) => name).sort();
const first = (tenant: Tenant) => pagesAfter(runtime, tenant, null);
const textOf = async (tenant: Tenant, name: string, pages: readonly ChangePage[]) => {
  const item = [...filesAfter(pages).values()].find((each) => each.name === name);
  if (!item) throw new Error(`${name} was not listed`);
  return (await buffer((await runtime.download(tenant.call(), item)).body)).toString();
};

describe("what a delta tells", () => {
  it("a file that was deleted, without another listing", async () => {
    const tenant = await newTenant();
    await tenant.put("a.txt", "One.");
    const before = await first(tenant);
    await tenant.remove("a.txt");
    tenant.server.calm();
    const after = await pagesAfter(runtime, tenant, end(before));
    expect(namesOf(after, filesAfter(before))).toEqual([]);
    expect(after.every(({ listing }) => listing === undefined)).toBe(true);
    expect(tenant.server.calls.length).toBeLessThan(4);
  });

  it("a file that is moved in with an old date", async () => {
    const tenant = await newTenant();
    const before = await first(tenant);
    const name = "Old.txt";
    tenant.tree.create({
      parentId: tenant.drive.rootId,
      name,
      content: "Old.",
      modifiedAt: new Date(0),
    });
    expect(namesOf(await pagesAfter(runtime, tenant, end(before)))).toEqual([name]);
  });

  it("a folder that was renamed: its files keep their ids and tags", async () => {
    const tenant = await newTenant();
    await tenant.put("Policies/a.txt", "One.");
    const before = await first(tenant);
    const folder = tenant.tree.childrenOf(tenant.drive.rootId)[0]?.id ?? "";
    tenant.tree.rename(folder, "Rules");
    const after = await pagesAfter(runtime, tenant, end(before));
    expect(after.flatMap(({ items }) => items)).toMatchObject([{ kind: "folder", name: "Rules" }]);
    expect(filesAfter(after, filesAfter(before))).toEqual(filesAfter(before));
  });

  it("a file with a new name and the same content: the same tag", async () => {
    const tenant = await newTenant();
    await tenant.put("a.txt", "One.");
    const before = await first(tenant);
    const [file] = filesAfter(before).values();
    tenant.tree.rename(file?.id.split("/").at(-1) ?? "", "b.txt");
    const [renamed] = filesAfter(await pagesAfter(runtime, tenant, end(before))).values();
    expect(renamed).toMatchObject({ id: file?.id, name: "b.txt", etag: file?.etag });
  });

  it.each(["edit then delete", "delete then restore"])(
    "an item twice: the last mention counts (%s)",
    async (story) => {
      const tenant = await newTenant();
      tenant.server.world.manners.duplicate = true;
      await tenant.put("a.txt", "One.");
      const before = await first(tenant);
      expect(namesOf(before)).toEqual(["a.txt"]);
      const [file] = filesAfter(before).values();
      const id = file?.id.split("/").at(-1) ?? "";
      if (story === "edit then delete") tenant.tree.edit(id, "Two.");
      tenant.tree.trash(id);
      if (story === "delete then restore") tenant.tree.restore(id);
      const after = await pagesAfter(runtime, tenant, end(before));
      const kept = story === "delete then restore" ? ["a.txt"] : [];
      expect(namesOf(after, filesAfter(before))).toEqual(kept);
    },
  );

  it("a folder that was deleted, with its children before it", async () => {
    const tenant = await newTenant();
    Object.assign(tenant.server.world.manners, { tellsDeletedChildren: true, shuffle: true });
    await tenant.put("Policies/a.txt", "One.");
    const before = await first(tenant);
    await tenant.remove("Policies");
    const after = await pagesAfter(runtime, tenant, end(before));
    expect(namesOf(after, filesAfter(before))).toEqual([]);
  });

  it("the same file name in two folders: two files", async () => {
    const tenant = await newTenant();
    await tenant.put("A/Plan.txt", "One.");
    await tenant.put("B/Plan.txt", "Two.");
    expect(namesOf(await first(tenant))).toEqual(["Plan.txt", "Plan.txt"]);
  });

  it.each(["#1 %20 & 'x'.txt", "a..", "e\u0301.txt", "\u202Ertl.txt", "🎉.txt"])(
    "a file called %j",
    async (name) => {
      const tenant = await newTenant();
      await tenant.put(name, `Text of ${name}.`);
      expect(await textOf(tenant, name, await first(tenant))).toBe(`Text of ${name}.`);
    },
  );

  it.each([
    { what: "a notebook", facets: { package: { type: "oneNote" } }, name: "Notes", reason: "kind" },
    {
      what: "a shortcut",
      facets: { remoteItem: { id: "x", folder: {} } },
      name: "Elsewhere",
      reason: "kind",
    },
    { what: "a page", facets: {}, name: "Home.aspx", reason: "kind" },
    {
      what: "malware",
      facets: { malware: { description: "Eicar" } },
      name: "a.txt",
      reason: "infected",
    },
  ])("$what, with a reason why it is not read", async ({ facets, name, reason }) => {
    const tenant = await newTenant();
    tenant.tree.create({ parentId: tenant.drive.rootId, name, content: "x", facets });
    const [item] = filesAfter(await first(tenant)).values();
    expect(item?.unreadable).toEqual({ code: "connector.item-refused", params: { reason } });
  });
});

describe("a delta that Graph has forgotten (410)", () => {
  it.each([0, 1])("lists everything again, from page %i on", async (after) => {
    const tenant = await newTenant();
    const count = 25;
    for (let index = 0; index < count; index++) await tenant.put(`f${String(index)}.txt`, "Text.");
    const before = await first(tenant);
    await tenant.remove("f3.txt");
    for (let index = 0; index < 15; index++) await tenant.put(`f${String(index + 10)}.txt`, "New.");
    if (after === 0) tenant.server.expireDeltaTokens();
    else tenant.server.fail({ on: "delta", after, status: 410, code: "resyncRequired" });
    const again = await pagesAfter(runtime, tenant, end(before));
    expect(again.some(({ listing }) => listing?.startsWith("starts"))).toBe(true);
    expect(again.at(-1)).toMatchObject({ listing: "ends", done: true });
    const now = filesAfter(again, filesAfter(before));
    expect(now.size).toBe(count - 1);
    const unchanged = [...now.values()].filter(
      ({ id, etag }) => filesAfter(before).get(id)?.etag === etag,
    );
    expect(unchanged).toHaveLength(9);
  });
});

describe("a feed that breaks", () => {
  it.each([{ status: 504 }, { mode: "drop" as const }, { mode: "empty" as const }])(
    "goes on at the page it broke at: %o",
    async (failure) => {
      const tenant = await newTenant();
      for (let index = 0; index < 55; index++) await tenant.put(`f${String(index)}.txt`, "Text.");
      tenant.server.fail({ on: "delta", after: 3, ...failure });
      const pages: ChangePage[] = [];
      const reading = async () => {
        for await (const page of runtime.changes(tenant.call(), {
          scope: tenant.scope,
          cursor: null,
        }))
          pages.push(page);
      };
      await expect(reading()).rejects.toMatchObject({ retryable: true });
      expect(pages).toHaveLength(3);
      tenant.server.calm();
      const rest = await pagesAfter(runtime, tenant, end(pages));
      expect(tenant.server.calls.filter(({ path }) => path.includes("delta"))).toHaveLength(3);
      expect(filesAfter([...pages, ...rest]).size).toBe(55);
    },
  );

  it("signs in again when the token ends in the middle, and asks for new addresses of downloads", async () => {
    const tenant = await newTenant();
    await tenant.put("a.txt", "One.");
    const call = tenant.call();
    await runtime.test(call);
    tenant.server.signIn.grants.expireAccess();
    const pages: ChangePage[] = [];
    for await (const page of runtime.changes(call, { scope: tenant.scope, cursor: null }))
      pages.push(page);
    const [item] = filesAfter(pages).values();
    if (!item) throw new Error("not listed");
    tenant.server.expireDownloads();
    expect((await buffer((await runtime.download(call, item)).body)).toString()).toBe("One.");
  });
});

describe("a place that can't be read", () => {
  it.each([
    [423, "locked"],
    [404, "missing"],
    [410, "missing"],
    [403, "forbidden"],
  ])("a site that answers %i fails, and nothing is said of its files", async (status, reason) => {
    const tenant = await newTenant();
    await tenant.put("a.txt", "One.");
    const before = await first(tenant);
    tenant.site.refuses = status;
    await expect(pagesAfter(runtime, tenant, end(before))).rejects.toMatchObject({
      code: "connector.unreadable-place",
      params: { reason },
    });
  });

  it("a library among others is told, and the others go on", async () => {
    const tenant = await newTenant((site) => ({ siteId: site.id }));
    const other = tenant.server.world.addDrive(tenant.site.id, "Archive");
    tenant.tree.create({ parentId: other.rootId, name: "old.txt", content: "Old." });
    await tenant.put("a.txt", "One.");
    const before = await first(tenant);
    expect(namesOf(before)).toEqual(["a.txt", "old.txt"]);
    await tenant.put("b.txt", "Two.");
    tenant.server.fail({
      on: `${other.id.replace("!", "%21")}/root/delta|${other.id}/root/delta`,
      status: 403,
      code: "accessDenied",
    });
    const after = await pagesAfter(runtime, tenant, end(before));
    expect(after.find(({ part }) => part === other.id)).toMatchObject({
      failure: { label: "Archive", code: "connector.unreadable-place" },
      items: [],
      removed: [],
    });
    expect(namesOf(after, filesAfter(before))).toEqual(["a.txt", "b.txt", "old.txt"]);
    tenant.tree.edit(tenant.tree.childrenOf(other.rootId)[0]?.id ?? "", "Newer.");
    const later = await pagesAfter(runtime, tenant, end(after));
    expect(namesOf(later)).toEqual(["old.txt"]);
  });
});

describe("downloads", () => {
  const listed = async () => {
    const tenant = await newTenant();
    await tenant.put("a.txt", "The first text of the file.");
    const [item] = filesAfter(await first(tenant)).values();
    if (!item) throw new Error("not listed");
    return { tenant, item };
  };

  it("say when the file is another than the one that was listed", async () => {
    const { tenant, item } = await listed();
    await tenant.put("a.txt", "Changed.");
    await expect(runtime.download(tenant.call(), item)).rejects.toMatchObject({
      code: "connector.item-changed",
    });
  });

  it("fail for bytes that are not the file's", async () => {
    const { tenant, item } = await listed();
    tenant.server.fail({ on: "/download/", status: 300, body: "" });
    await expect(runtime.download(tenant.call(), item)).rejects.toMatchObject({ retryable: true });
    const original = "The first text of the file.";
    const otherText = original.replace("first", "FIRST");
    tenant.tree.get(item.id.split("/").at(-1) ?? "").content = otherText;
    const stale = { ...item };
    await expect(runtime.download(tenant.call(), stale)).rejects.toMatchObject({
      code: "connector.item-changed",
    });
  });

  it("go to the other origin without the token", async () => {
    const { tenant, item } = await listed();
    await buffer((await runtime.download(tenant.call(), item)).body);
    const downloads = tenant.server.calls.filter(({ origin }) => origin === "download");
    expect(downloads).toHaveLength(1);
    expect(downloads[0]?.headers.authorization).toBeUndefined();
  });
});

describe("places to pick from", () => {
  it("22. are other libraries and subsites too, and one that is missing is told", async () => {
    const tenant = await newTenant();
    const { world } = tenant.server;
    const other = world.addDrive(tenant.site.id, "Contracts");
    const inner = world.addSite({
      path: "sites/people/inner",
      name: "Inner",
      parentId: tenant.site.id,
    });
    const deep = world.addDrive(inner.id, "Deep");
    tenant.tree.create({ parentId: deep.rootId, name: "a.txt", content: "Deep down." });
    const at = (parent: string) => runtime.children(tenant.call(), { parent, page: null });
    const inside = await at(`site|${tenant.site.id}`);
    expect(inside.nodes.map(({ label }) => label)).toEqual(["Documents", "Contracts", "Inner"]);
    const picked = (await at(inside.nodes[2]?.id ?? "")).nodes[0]?.scope;
    const scope = sharepoint.scope.parse(picked);
    const pages = await pagesAfter(runtime, { ...tenant, scope }, null);
    expect(await textOf(tenant, "a.txt", pages)).toBe("Deep down.");
    world.drives.delete(other.id);
    const gone = { ...tenant, scope: { siteId: tenant.site.id, driveId: other.id } };
    await expect(pagesAfter(runtime, gone, null)).rejects.toMatchObject({
      code: "connector.unreadable-place",
      params: { reason: "missing" },
    });
  });
});
