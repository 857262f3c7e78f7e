import {
  Client,
  HTTPMessageHandler,
  PageIterator,
  RedirectHandler,
  ResponseType,
  RetryHandler,
  type Context,
  type Middleware,
  type PageCollection,
} from "@microsoft/microsoft-graph-client";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { quickXorHash } from "@/lib/connectors/sharepoint/quick-xor";
import { startMicrosoftGraph, type MicrosoftGraph } from "./server";
import type { Drive, Site } from "./world";

/** Microsoft's own client understands this server: our reading of the protocol is not only our own. */

interface Told {
  readonly id: string;
  readonly name?: string;
  readonly deleted?: object;
}

let server: MicrosoftGraph;
let site: Site;
let drive: Drive;
let token: string;

beforeAll(async () => {
  server = await startMicrosoftGraph();
  site = server.world.addSite({ path: "sites/people", name: "People" });
  drive = server.world.addDrive(site.id, "Documents");
  token = await signedIn();
});
beforeEach(() => {
  server.calm();
});
afterAll(() => server.close());

async function signedIn(): Promise<string> {
  const { tenant } = server.world;
  const response = await fetch(`${server.api}/${tenant}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: server.app.clientId,
      client_secret: server.app.clientSecret,
      scope: "https://graph.microsoft.com/.default",
    }),
  });
  const reply = (await response.json()) as { access_token: string };
  return reply.access_token;
}

/** The client takes only https addresses for whole ones, and adds its token to no others: both is done for it here. */
class OurToken implements Middleware {
  readonly #next: Middleware;
  constructor(next: Middleware) {
    this.#next = next;
  }
  async execute(context: Context): Promise<void> {
    const { request } = context;
    context.request =
      typeof request === "string" ? request.replace(/^http:.*(?=http:)/, "") : request;
    context.options = { ...context.options, headers: { Authorization: `Bearer ${token}` } };
    await this.#next.execute(context);
  }
}

function client(): Client {
  const [retry, redirect] = [new RetryHandler(), new RedirectHandler()];
  retry.setNext(redirect);
  redirect.setNext(new HTTPMessageHandler());
  return Client.initWithMiddleware({
    middleware: new OurToken(retry),
    baseUrl: `${server.api}/`,
  });
}

async function readDelta(path: string): Promise<{ items: Told[]; deltaLink: string }> {
  const items: Told[] = [];
  const first = (await client().api(path).get()) as PageCollection;
  const iterator = new PageIterator(client(), first, (item: Told) => {
    items.push(item);
    return true;
  });
  await iterator.iterate();
  return { items, deltaLink: iterator.getDeltaLink() ?? "" };
}

describe("Microsoft's client", () => {
  it("reads a library page by page, and then only what changed", async () => {
    const { tree, manners } = server.world;
    manners.pageSize = 2;
    const folder = tree.create({ parentId: drive.rootId, name: "Policies", folder: true });
    const names = ["a.txt", "b.txt", "c.txt", "d.txt"];
    const files = names.map((name) => tree.create({ parentId: folder.id, name, content: name }));
    const first = await readDelta(`/drives/${drive.id}/root/delta`);
    expect(first.items.map(({ name }) => name)).toEqual(["root", "Policies", ...names]);
    const [a, b, c] = files;
    if (!a || !b || !c) throw new Error("no files");
    tree.rename(folder.id, "Rules");
    tree.trash(a.id);
    tree.edit(b.id, "changed");
    const second = await readDelta(first.deltaLink);
    expect(second.items.map(({ id, name, deleted }) => ({ id, name, deleted }))).toEqual([
      { id: folder.id, name: "Rules", deleted: undefined },
      { id: a.id, name: undefined, deleted: { state: "deleted" } },
      { id: b.id, name: "b.txt", deleted: undefined },
    ]);
    const third = await readDelta(second.deltaLink);
    expect(third.items).toEqual([]);
  });

  it("says 410 with an address to start again from", async () => {
    const { deltaLink } = await readDelta(`/drives/${drive.id}/root/delta`);
    server.expireDeltaTokens();
    await expect(client().api(deltaLink).get()).rejects.toMatchObject({
      statusCode: 410,
      code: "resyncRequired",
    });
    const response = await fetch(deltaLink, { headers: { authorization: `Bearer ${token}` } });
    const again = await readDelta(response.headers.get("location") ?? "");
    expect(again.items.length).toBeGreaterThan(3);
  });

  it("waits as long as it is told when throttled", async () => {
    server.fail({ status: 429, headers: { "retry-after": "1" } });
    const started = performance.now();
    await client().api("/sites?search=*").get();
    expect(performance.now() - started).toBeGreaterThan(950);
    expect(server.calls.map(({ status }) => status)).toEqual([429, 200]);
  });

  it("downloads from the other origin without its token", async () => {
    const content = "Everyone has 28 days of holiday.";
    const file = server.world.tree.create({ parentId: drive.rootId, name: "Holiday.txt", content });
    const path = `/drives/${drive.id}/items/${file.id}/content`;
    const stream = (await client().api(path).responseType(ResponseType.TEXT).get()) as string;
    expect(stream).toBe(content);
    const downloads = server.calls.filter(({ origin }) => origin === "download");
    expect(downloads).toHaveLength(1);
    expect(downloads[0]?.headers.authorization).toBeUndefined();
    const item = (await client().api(`/drives/${drive.id}/items/${file.id}`).get()) as {
      file: { hashes: { quickXorHash: string } };
    };
    expect(item.file.hashes.quickXorHash).toBe(quickXorHash(Buffer.from(content)));
  });

  it("names what is refused", async () => {
    site.refuses = 423;
    await expect(client().api(`/sites/${site.id}/drives`).get()).rejects.toMatchObject({
      statusCode: 423,
      code: "resourceLocked",
    });
    site.refuses = null;
    server.signIn.grants.expireAccess();
    await expect(client().api("/sites?search=*").get()).rejects.toMatchObject({ statusCode: 401 });
    token = await signedIn();
  });
});

describe("what is only told to some", () => {
  it("tells permissions to an app with full control, and else nothing", async () => {
    const { world } = server;
    const person = world.addUser("erika");
    const file = world.tree.create({ parentId: drive.rootId, name: "Pay.txt", content: "12" });
    world.tree.share(file.id, {
      id: "p1",
      roles: ["read"],
      grantedToV2: { user: { id: person.id, email: person.mail } },
    });
    const path = `/drives/${drive.id}/items/${file.id}/permissions`;
    const told = (await client().api(path).get()) as { value: unknown[] };
    expect(told.value).toHaveLength(1);
    world.roles = ["Sites.Read.All"];
    const less = (await client().api(path).get()) as { value: unknown[] };
    expect(less.value).toEqual([]);
  });

  it("lists everybody in nested groups once, though they go in a circle", () => {
    const { world } = server;
    const person = world.addUser("jonas");
    const inner = world.addGroup("inner", [person.id]);
    const outer = world.addGroup("outer", [inner.id]);
    inner.members.push(outer.id);
    expect(
      world
        .transitiveMembers(outer.id)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([person.id, inner.id, outer.id].sort());
  });
});

it.each([
  // As rclone computes it.
  ["", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="],
  ["Sg==", "SgAAAAAAAAAAAAAAAQAAAAAAAAA="],
  ["tbQ=", "taAFAAAAAAAAAAAAAgAAAAAAAAA="],
  ["0pZP", "0rDEEwAAAAAAAAAAAwAAAAAAAAA="],
])("hashes %j as SharePoint does", (bytes, hash) => {
  expect(quickXorHash(Buffer.from(bytes, "base64"))).toBe(hash);
});
