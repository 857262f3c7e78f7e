import { generateKeyPairSync } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import { startGoogleDrive, type GoogleDrive } from "@/e2e/servers/google-drive/server";
import { DOCUMENT, SHORTCUT, SPREADSHEET } from "@/e2e/servers/google-drive/world";
import {
  describeConnector,
  filesAfter,
  pagesAfter,
  type ConnectorWorld,
} from "@/lib/connectors/_contract/conformance";
import type { ChangePage, ConnectorRuntime, RemoteItem } from "@/lib/connectors/_contract/runtime";
import { connectorCall } from "@/lib/testing/connectors";
import { googleDrive } from "./definition";
import { googleDriveRuntime } from "./runtime";

const runtime: ConnectorRuntime = googleDriveRuntime;
const { publicKey, privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const otherKey = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({
  type: "pkcs8",
  format: "pem",
}) as string;
const ACCOUNT = "reader@project.iam.example";
const ERIKA = "erika@example.com";
const servers: GoogleDrive[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

interface Domain extends ConnectorWorld {
  readonly server: GoogleDrive;
  readonly tree: GoogleDrive["world"]["tree"];
  /** The folder that is synced. */
  readonly root: string;
}

async function newDomain({ shared = false } = {}): Promise<Domain> {
  const server = await startGoogleDrive({ serviceAccount: { email: ACCOUNT, publicKey } });
  servers.push(server);
  const { world } = server;
  const { tree } = world;
  world.manners.pageSize = 10;
  world.addPerson("erika");
  world.addPerson("jonas");
  const member = { id: "m1", type: "user" as const, role: "organizer", emailAddress: ERIKA };
  const driveId = shared ? world.addSharedDrive("Handbook", [member]) : undefined;
  const root = driveId ?? `root-${ERIKA}`;
  const credentials = (wrongSecret = false) =>
    googleDrive.credentials.parse({
      method: "service-account",
      serviceAccountKey: JSON.stringify({
        client_email: ACCOUNT,
        private_key: wrongSecret ? otherKey : privateKey,
      }),
      person: ERIKA,
      loginHost: server.api,
      apiHost: server.api,
    });
  const child = (parentId: string, name: string) =>
    tree.childrenOf(parentId).find((each) => each.name === name && each.state === "live");
  const folderOf = (path: string) => {
    let at = root;
    for (const name of path.split("/").slice(0, -1)) {
      at = child(at, name)?.id ?? tree.create({ parentId: at, name, folder: true }).id;
    }
    return at;
  };
  const nameOf = (path: string) => path.split("/").at(-1) ?? path;
  return {
    server,
    tree,
    root,
    scope: { folderId: root, ...(driveId === undefined ? {} : { driveId }) },
    secrets: [privateKey, otherKey],
    call: ({ signal, wrongSecret } = {}) =>
      connectorCall(googleDriveRuntime, credentials(wrongSecret), { signal }),
    put: (path, content) => {
      const parentId = folderOf(path);
      const held = child(parentId, nameOf(path));
      if (held) tree.edit(held.id, content);
      else tree.create({ parentId, name: nameOf(path), content });
      return Promise.resolve();
    },
    remove: (path) => {
      tree.purge(child(folderOf(path), nameOf(path))?.id ?? "");
      return Promise.resolve();
    },
    fail: (how, on) => {
      const where = on === "download" ? "alt=media" : "/drive/v3/";
      if (how === "throttle")
        server.fail({ on: where, status: 403, code: "userRateLimitExceeded" });
      else if (how === "server-error") server.fail({ on: where, status: 500 });
      else if (how === "cut") server.fail({ on: where, mode: "cut", afterBytes: 15 });
      else server.fail({ on: where, mode: "garbage" });
      return Promise.resolve();
    },
    authorizedHosts: () =>
      server.calls
        .filter(({ headers }) => headers.authorization !== undefined)
        .map(({ headers }) => String(headers.host)),
  };
}

describeConnector({ definition: googleDrive, runtime, newWorld: () => newDomain() });

const end = (pages: readonly ChangePage[]) => pages.at(-1)?.cursor ?? null;
const namesOf = (pages: readonly ChangePage[], before?: ReturnType<typeof filesAfter>) =>
  [...filesAfter(pages, before).values()].map(({ name }) => name).sort();
const first = (domain: Domain) => pagesAfter(runtime, domain, null);
const read = async (domain: Domain, item: RemoteItem | undefined) => {
  if (!item) throw new Error("nothing was listed");
  return (await buffer((await runtime.download(domain.call(), item)).body)).toString();
};

describe("what the log of changes tells", () => {
  it("a file that is removed without a word about it", async () => {
    const domain = await newDomain();
    await domain.put("a.txt", "One.");
    const before = await first(domain);
    domain.tree.purge([...filesAfter(before).keys()][0] ?? "");
    const after = await pagesAfter(runtime, domain, end(before));
    expect(namesOf(after, filesAfter(before))).toEqual([]);
  });

  it("a file in the trash is gone, and comes back with the same tag", async () => {
    const domain = await newDomain();
    await domain.put("a.txt", "One.");
    const before = await first(domain);
    const [file] = filesAfter(before).values();
    domain.tree.trash(file?.id ?? "");
    const trashed = await pagesAfter(runtime, domain, end(before));
    expect(namesOf(trashed, filesAfter(before))).toEqual([]);
    domain.tree.restore(file?.id ?? "");
    const [back] = filesAfter(await pagesAfter(runtime, domain, end(trashed))).values();
    expect(back).toEqual(file);
  });

  it("a file that can't be seen any more", async () => {
    const domain = await newDomain();
    const share = { id: "s", type: "user" as const, role: "reader", emailAddress: ERIKA };
    const theirs = domain.tree.create({
      parentId: "root-jonas@example.com",
      name: "Plan.txt",
      content: "x",
      shares: [share],
    });
    const before = await first(domain);
    expect(namesOf(before)).toEqual(["Plan.txt"]);
    domain.tree.unshare(theirs.id, "s");
    const after = await pagesAfter(runtime, domain, end(before));
    expect(namesOf(after, filesAfter(before))).toEqual([]);
  });

  it("a whole shared drive that can't be seen any more", async () => {
    const domain = await newDomain({ shared: true });
    await domain.put("a.txt", "One.");
    const before = await first(domain);
    expect(namesOf(before)).toEqual(["a.txt"]);
    domain.tree.unshare(domain.root, "m1");
    const after = await pagesAfter(runtime, domain, end(before));
    expect(after).toMatchObject([{ partGone: true, done: true }]);
  });

  it("a shared drive that answers 404 though nobody said that it was lost: nothing is removed", async () => {
    const domain = await newDomain({ shared: true });
    const before = await first(domain);
    domain.server.fail({ on: "changes\\?.*driveId", status: 404, code: "notFound" });
    await expect(pagesAfter(runtime, domain, end(before))).rejects.toMatchObject({
      code: "connector.unreadable-place",
    });
  });

  it("a new file in a new folder of a shared drive", async () => {
    const domain = await newDomain({ shared: true });
    const before = await first(domain);
    await domain.put("New/Deeper/a.txt", "One.");
    expect(namesOf(await pagesAfter(runtime, domain, end(before)))).toEqual(["a.txt"]);
  });

  it("what lies in a folder that was restored or shared, of which the log says nothing", async () => {
    const domain = await newDomain();
    const { tree } = domain;
    const folder = tree.create({ parentId: "root-jonas@example.com", name: "Team", folder: true });
    const inner = tree.create({ parentId: folder.id, name: "Inner", folder: true });
    for (let index = 0; index < 12; index++) {
      tree.create({ parentId: inner.id, name: `f${String(index)}.txt`, content: "x" });
    }
    const before = await first(domain);
    expect(namesOf(before)).toEqual([]);
    tree.share(folder.id, { id: "s", type: "user", role: "reader", emailAddress: ERIKA });
    const shared = await pagesAfter(runtime, domain, end(before));
    expect(namesOf(shared)).toHaveLength(12);
  });

  it("two files of one name in one folder: both", async () => {
    const domain = await newDomain();
    for (const content of ["One.", "Two."]) {
      domain.tree.create({ parentId: domain.root, name: "Plan.txt", content });
    }
    expect(namesOf(await first(domain))).toEqual(["Plan.txt", "Plan.txt"]);
  });

  it("only what is new, when the target of a shortcut is older", async () => {
    const domain = await newDomain();
    await domain.put("old.txt", "Old.");
    const before = await first(domain);
    domain.tree.create({
      parentId: domain.root,
      name: "Link",
      mimeType: SHORTCUT,
      modifiedAt: new Date(0),
    });
    const after = await pagesAfter(runtime, domain, end(before));
    expect(namesOf(after)).toEqual(["Link"]);
    expect(await pagesAfter(runtime, domain, end(after))).toMatchObject([
      { items: [], removed: [] },
    ]);
  });
});

describe("a listing", () => {
  it("that could not search everything ends nothing, and is made again", async () => {
    const domain = await newDomain();
    for (const name of ["a", "b", "c", "d"]) await domain.put(`${name}.txt`, name);
    const before = await first(domain);
    domain.server.world.manners.incomplete = true;
    const doubtful = await pagesAfter(runtime, domain, null);
    expect(doubtful.some(({ listing }) => listing?.endsWith("ends"))).toBe(false);
    expect(namesOf(doubtful, filesAfter(before))).toHaveLength(4);
    domain.server.world.manners.incomplete = false;
    const again = await pagesAfter(runtime, domain, end(doubtful));
    expect(again[0]?.listing).toMatch(/^starts/);
    expect(namesOf(again)).toHaveLength(4);
  });

  it("with empty pages before full ones goes on", async () => {
    const domain = await newDomain();
    domain.server.world.manners.emptyPages = true;
    for (let index = 0; index < 15; index++) await domain.put(`f${String(index)}.txt`, "x");
    expect(filesAfter(await first(domain)).size).toBe(15);
  });

  it("whose page is not known any more starts again", async () => {
    const domain = await newDomain();
    for (let index = 0; index < 25; index++) await domain.put(`f${String(index)}.txt`, "x");
    const pages = await first(domain);
    domain.server.fail({ on: "/files\\?", status: 400, code: "invalid" });
    const again = await pagesAfter(runtime, domain, pages[0]?.cursor ?? null);
    expect(again[0]?.listing).toBe("starts");
    expect(filesAfter(again).size).toBe(25);
  });
});

describe("content", () => {
  const only = async (domain: Domain) => [...filesAfter(await first(domain)).values()][0];

  it("of Google's own documents comes in a form that can be read", async () => {
    const domain = await newDomain();
    const { tree, root } = domain;
    const doc = tree.create({
      parentId: root,
      name: "Doc",
      content: "# Title",
      mimeType: DOCUMENT,
    });
    const item = await only(domain);
    expect(await read(domain, item)).toBe("# Title");
    tree.touch(doc.id);
    expect((await only(domain))?.etag).not.toBe(item?.etag);
  });

  it("of a table comes with all its sheets", async () => {
    const domain = await newDomain();
    const table = { name: "Table", content: "xlsx", mimeType: SPREADSHEET };
    domain.tree.create({ parentId: domain.root, ...table });
    const item = await only(domain);
    if (!item) throw new Error("nothing was listed");
    const got = await runtime.download(domain.call(), item);
    expect(got).toMatchObject({
      extension: ".xlsx",
      mimeType: expect.stringContaining("spreadsheetml") as string,
    });
  });

  it("that a proxy answers for with a page of its own is not taken for its text", async () => {
    const domain = await newDomain();
    const doc = { name: "Doc", content: "# Title", mimeType: DOCUMENT };
    domain.tree.create({ parentId: domain.root, ...doc });
    const item = await only(domain);
    domain.server.fail({ on: "/export", mode: "garbage" });
    await expect(read(domain, item)).rejects.toMatchObject({
      code: "connector.no-answer",
      retryable: true,
    });
    expect(await read(domain, item)).toBe("# Title");
  });

  it.each([
    ["too large to be exported", { mimeType: DOCUMENT, content: "x".repeat(50) }, "size"],
    ["abusive", { facets: { abusive: true } }, "infected"],
  ])("that is %s is refused with a reason", async (_, seed, reason) => {
    const domain = await newDomain();
    domain.server.world.manners.exportLimit = 10;
    domain.tree.create({ parentId: domain.root, name: "a", content: "x", ...seed });
    await expect(read(domain, await only(domain))).rejects.toMatchObject({
      code: "connector.item-refused",
      params: { reason },
    });
  });

  it.each([
    ["a shortcut", { mimeType: SHORTCUT }, "kind"],
    ["a form", { mimeType: "application/vnd.google-apps.form" }, "kind"],
    ["a file that nobody may download", { facets: { canDownload: false } }, "forbidden"],
  ])("of %s is not asked for", async (_, seed, reason) => {
    const domain = await newDomain();
    domain.tree.create({ parentId: domain.root, name: "a", content: "x", ...seed });
    expect((await only(domain))?.unreadable?.params).toEqual({ reason });
  });

  it("that was changed since it was listed is not taken for the listed one", async () => {
    const domain = await newDomain();
    await domain.put("a.txt", "One.");
    const item = await only(domain);
    await domain.put("a.txt", "Two!");
    await expect(read(domain, item)).rejects.toMatchObject({ code: "connector.item-changed" });
  });

  it("is asked for with the key of the link that it was shared by", async () => {
    const domain = await newDomain();
    const facets = { resourceKey: "0-key" };
    const { id } = domain.tree.create({ parentId: domain.root, name: "a", content: "x", facets });
    await read(domain, await only(domain));
    expect(domain.server.calls.at(-1)?.headers["x-goog-drive-resource-keys"]).toBe(`${id}/0-key`);
  });
});

describe("refusals", () => {
  it("for going too fast are told apart from those for good", async () => {
    const domain = await newDomain();
    domain.server.fail({ on: "/drive/v3", status: 403, code: "userRateLimitExceeded" });
    await expect(first(domain)).rejects.toMatchObject({ code: "connector.throttled" });
    // Everybody is kept out, as by a 429.
    const call = domain.call();
    const next = () => runtime.changes(call, { scope: domain.scope, cursor: null }).next();
    domain.server.fail({ on: "/drive/v3", status: 403, code: "userRateLimitExceeded" });
    await expect(next()).rejects.toMatchObject({ code: "connector.throttled" });
    const before = domain.server.calls.length;
    await expect(next()).rejects.toMatchObject({ code: "connector.throttled" });
    expect(domain.server.calls).toHaveLength(before);
    domain.server.fail({ on: "/drive/v3", status: 403, code: "insufficientFilePermissions" });
    await expect(first(domain)).rejects.toMatchObject({ code: "connector.unreadable-place" });
  });

  it.each([
    ["a person who is suspended", "person"],
    ["scopes that were not delegated", "delegation"],
  ])("of %s are named by the test", async (_, reason) => {
    const domain = await newDomain();
    if (reason === "person")
      Object.assign(domain.server.world.people.get(ERIKA) ?? {}, { suspended: true });
    else domain.server.signIn.delegatedScopes = [];
    const { checks } = await runtime.test(domain.call());
    expect(checks).toEqual([{ code: "credentials", ok: false, params: { reason } }]);
  });
});
