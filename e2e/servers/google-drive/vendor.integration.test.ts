import { createSign, generateKeyPairSync } from "node:crypto";
import { auth, drive as driveOf, type drive_v3 } from "@googleapis/drive";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SCOPES, startGoogleDrive, type GoogleDrive } from "./server";
import { DOCUMENT, FOLDER } from "./world";

/** Google's own client understands this server: our reading of the protocol is not only our own. */

const { publicKey, privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const ACCOUNT = "reader@project.iam.example";

let server: GoogleDrive;
let client: drive_v3.Drive;
let root: string;
const all = { includeItemsFromAllDrives: true, supportsAllDrives: true };

beforeAll(async () => {
  server = await startGoogleDrive({ serviceAccount: { email: ACCOUNT, publicKey } });
  const { email } = server.world.addPerson("erika");
  server.world.addPerson("jonas");
  root = `root-${email}`;
  const owner = new auth.OAuth2();
  owner.setCredentials({ access_token: await signedIn(email) });
  client = driveOf({ version: "v3", auth: owner, rootUrl: `${server.api}/`, retry: false });
});
beforeEach(() => {
  server.calm();
});
afterAll(() => server.close());

async function signedIn(sub: string, scope = SCOPES.drive): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = {
    iss: ACCOUNT,
    scope,
    aud: `${server.api}/token`,
    iat: now,
    exp: now + 3600,
    sub,
  };
  const signed = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}`;
  const signature = createSign("RSA-SHA256").update(signed).sign(privateKey, "base64url");
  const response = await fetch(`${server.api}/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion: `${signed}.${signature}`,
    }),
  });
  const reply = (await response.json()) as { access_token?: string; error?: string };
  if (reply.access_token === undefined) throw new Error(reply.error);
  return reply.access_token;
}

async function changesFrom(pageToken: string) {
  const { data } = await client.changes.list({ pageToken, ...all, fields: "*" });
  return { changes: data.changes ?? [], next: data.newStartPageToken ?? "" };
}

describe("Google's client", () => {
  it("lists page by page, also over an empty page", async () => {
    const { tree, manners } = server.world;
    Object.assign(manners, { pageSize: 2, emptyPages: true });
    const folder = tree.create({
      parentId: root,
      name: "It's ours",
      folder: true,
      mimeType: FOLDER,
    });
    for (const name of ["a", "b", "c"]) tree.create({ parentId: folder.id, name, content: name });
    const names: unknown[] = [];
    let pageToken: string | undefined;
    do {
      const { data } = await client.files.list({
        q: `'${folder.id}' in parents and trashed = false`,
        fields: "nextPageToken,files(id,name)",
        ...(pageToken === undefined ? {} : { pageToken }),
        ...all,
      });
      names.push(...(data.files ?? []).map(({ name }) => name));
      pageToken = data.nextPageToken ?? undefined;
    } while (pageToken !== undefined);
    expect(names).toEqual(["a", "b", "c"]);
    Object.assign(manners, { pageSize: 1000, emptyPages: false });
    const found = await client.files.list({ q: String.raw`name = 'It\'s ours'` });
    expect(found.data.files).toMatchObject([{ id: folder.id, mimeType: FOLDER }]);
  });

  it("tells what was made, edited, trashed, restored, purged and taken away", async () => {
    const { tree } = server.world;
    const start = await client.changes.getStartPageToken();
    const token = start.data.startPageToken ?? "";
    const file = tree.create({ parentId: root, name: "Holiday.txt", content: "28 days" });
    tree.edit(file.id, "30 days");
    const made = await changesFrom(token);
    expect(made.changes).toMatchObject([
      { removed: false, file: { name: "Holiday.txt", trashed: false } },
    ]);
    tree.trash(file.id);
    const trashed = await changesFrom(made.next);
    expect(trashed.changes).toMatchObject([{ removed: false, file: { trashed: true } }]);
    tree.restore(file.id);
    tree.purge(file.id);
    const gone = await changesFrom(trashed.next);
    expect(gone.changes).toMatchObject([{ removed: true, fileId: file.id }]);
    expect(gone.changes[0]?.file).toBeUndefined();

    const theirs = tree.create({ parentId: "root-jonas@example.com", name: "Plan", content: "x" });
    expect((await changesFrom(gone.next)).changes).toEqual([]);
    tree.share(theirs.id, {
      id: "s",
      type: "user",
      role: "reader",
      emailAddress: "erika@example.com",
    });
    tree.unshare(theirs.id, "s");
    const lost = await changesFrom(gone.next);
    expect(lost.changes).toMatchObject([{ removed: true, fileId: theirs.id }]);
  });

  it("reads and exports content, and is told why not", async () => {
    const { tree, manners } = server.world;
    const file = tree.create({ parentId: root, name: "a.txt", content: "plain" });
    const text = await client.files.get(
      { fileId: file.id, alt: "media" },
      { responseType: "text" },
    );
    expect(text.data).toBe("plain");
    const doc = tree.create({
      parentId: root,
      name: "Doc",
      content: "# Title",
      mimeType: DOCUMENT,
    });
    const ask = { fileId: doc.id, mimeType: "text/markdown" };
    expect((await client.files.export(ask, { responseType: "text" })).data).toBe("# Title");
    manners.exportLimit = 3;
    const refused = client.files.export(ask, { responseType: "json" });
    await expect(refused).rejects.toMatchObject({
      status: 403,
      response: { data: { error: { errors: [{ reason: "exportSizeLimitExceeded" }] } } },
    });
    manners.exportLimit = 10 * 2 ** 20;
  });

  it("sees shared drives and loses them", async () => {
    const { tree } = server.world;
    const reader = {
      id: "m1",
      type: "user" as const,
      role: "reader",
      emailAddress: "erika@example.com",
    };
    const driveId = server.world.addSharedDrive("Handbook", [reader]);
    const file = tree.create({ parentId: driveId, name: "Rules", content: "be kind" });
    expect((await client.drives.list({})).data.drives).toMatchObject([
      { id: driveId, name: "Handbook" },
    ]);
    const listed = await client.files.list({
      corpora: "drive",
      driveId,
      ...all,
      fields: "files(id,driveId)",
    });
    expect(listed.data.files).toEqual([{ id: file.id, driveId }]);
    const start = await client.changes.getStartPageToken();
    tree.unshare(driveId, "m1");
    const { changes } = await changesFrom(start.data.startPageToken ?? "");
    expect(changes).toMatchObject([{ changeType: "drive", driveId, removed: true }]);
    await expect(client.drives.get({ driveId })).rejects.toMatchObject({ status: 404 });
  });

  it("names throttling and refusals by their reason", async () => {
    server.fail({ status: 403, code: "userRateLimitExceeded" });
    await expect(client.files.list({})).rejects.toMatchObject({
      response: {
        data: { error: { errors: [{ domain: "usageLimits", reason: "userRateLimitExceeded" }] } },
      },
    });
    server.signIn.grants.expireAccess();
    await expect(client.files.list({})).rejects.toMatchObject({ status: 401 });
  });
});

describe("signing in for a person", () => {
  it("refuses scopes that were not delegated, and people who are gone", async () => {
    await expect(
      signedIn("erika@example.com", "https://www.googleapis.com/auth/drive"),
    ).rejects.toThrow("unauthorized_client");
    await expect(signedIn("nobody@example.com")).rejects.toThrow("invalid_grant");
  });

  it("tells members of nested groups, though they go in a circle", async () => {
    const { groups } = server.world;
    server.world.addGroup("inner", ["erika@example.com", "outer@example.com"]);
    server.world.addGroup("outer", ["inner@example.com"]);
    const token = await signedIn("jonas@example.com", SCOPES.groups);
    const address = `${server.api}/admin/directory/v1/groups/outer@example.com/members?includeDerivedMembership=true`;
    const response = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
    const { members } = (await response.json()) as { members: { email: string; type: string }[] };
    expect(members.map(({ email }) => email).sort()).toEqual([
      "erika@example.com",
      "inner@example.com",
      "outer@example.com",
    ]);
    expect(groups.size).toBe(2);
  });
});
