import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startGoogleDrive, SCOPES, type GoogleDrive } from "@/e2e/servers/google-drive/server";
import { DOCUMENT } from "@/e2e/servers/google-drive/world";
import type { WrittenPart } from "@/lib/connectors/_contract/writing";
import { connectorCall } from "@/lib/testing/connectors";
import type { DriveCall } from "./api";
import { googleDrive } from "./definition";
import { itemOf } from "./items";
import { googleDriveRuntime } from "./runtime";
import { writing } from "./writing";

const { publicKey, privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const ACCOUNT = "writer@project.iam.example";
const ERIKA = "erika@example.com";

let server: GoogleDrive;
beforeAll(async () => {
  server = await startGoogleDrive({ serviceAccount: { email: ACCOUNT, publicKey } });
  server.world.addPerson("erika");
});
beforeEach(() => {
  server.calm();
  server.world.manners.docsOff = false;
  server.signIn.delegatedScopes = Object.values(SCOPES);
});
afterAll(() => server.close());

function newCall(writes = true): DriveCall {
  const credentials = googleDrive.credentials.parse({
    method: "service-account",
    serviceAccountKey: JSON.stringify({ client_email: ACCOUNT, private_key: privateKey }),
    person: ERIKA,
    loginHost: server.api,
    apiHost: server.api,
    ...(writes && { writes: "yes" }),
  });
  return connectorCall(googleDriveRuntime, credentials);
}

let keys = 0;
const newKey = () => `key-${String((keys += 1))}`;
const create = (key = newKey(), call = newCall()) => writing.create(call, { key, title: "Saved" });
const part = (id: string): WrittenPart => ({
  id,
  blocks: [{ kind: "text", runs: [{ text: `Part ${id}` }] }],
});
const append = (id: string, ...ids: string[]) =>
  writing.append(newCall(), { id, parts: ids.map(part) });
const textOf = (id: string) => server.world.documentOf(server.world.tree.get(id)).text;
const documents = () =>
  [...server.world.tree.entries.values()].filter(({ mimeType }) => mimeType === DOCUMENT).length;

describe("writing Google Docs", () => {
  it("adds parts in their order and leaves what others wrote as it is", async () => {
    const { id, url } = await create();
    expect(url).toContain(id);
    expect(await append(id, "a", "b")).toEqual(["a", "b"]);
    server.world
      .documentOf(server.world.tree.get(id))
      .apply([{ insertText: { location: { index: 1 }, text: "Mine 😀\n" } }]);
    expect(await append(id, "a", "b", "c")).toEqual(["c"]);
    expect(textOf(id)).toBe("Mine 😀\nPart a\nPart b\nPart c\n");
    expect(await append(id, "a", "b", "c")).toEqual([]);
  });

  it("writes more than fits into one call", async () => {
    const { id } = await create();
    const ids = Array.from({ length: 45 }, (_, index) => `p${String(index)}`);
    expect(await append(id, ...ids)).toEqual(ids);
    expect(textOf(id).split("\n")).toHaveLength(46);
  });

  it.each(["late", "lost"] as const)(
    "makes one document when the answer comes %s",
    async (mode) => {
      const key = newKey();
      const before = documents();
      server.fail({ mode, on: "POST /drive/v3/files", status: 503 });
      await expect(create(key)).rejects.toMatchObject({ retryable: true });
      const { id } = await create(key);
      expect((await create(key)).id).toBe(id);
      expect(documents()).toBe(before + 1);
    },
  );

  it.each(["late", "lost"] as const)("adds a part once when the answer comes %s", async (mode) => {
    const { id } = await create();
    server.fail({ mode, on: ":batchUpdate", status: 500 });
    await expect(append(id, "a", "b")).rejects.toMatchObject({ retryable: true });
    expect(await append(id, "a", "b", "c")).toEqual(["c"]);
    expect(textOf(id)).toBe("Part a\nPart b\nPart c\n");
  });

  it("adds a part once when several do it at the same time", async () => {
    const { id } = await create();
    const added = await Promise.all([
      append(id, "a", "b"),
      append(id, "a", "b"),
      append(id, "b", "c"),
    ]);
    expect(added.flat().sort()).toEqual(["a", "b", "c"]);
    expect(textOf(id).trim().split("\n").sort()).toEqual(["Part a", "Part b", "Part c"]);
  });

  it("gives up where others change the document without a pause, and where it is refused for another reason", async () => {
    const { id } = await create();
    const stale = { error: { code: 400, message: "stale", status: "FAILED_PRECONDITION" } };
    server.fail({ on: ":batchUpdate", status: 400, body: stale, times: 9 });
    await expect(append(id, "a")).rejects.toMatchObject({ code: "connector.refused" });
    expect(textOf(id)).toBe("");
  });

  it("says that a document was thrown away, and makes none in its place", async () => {
    const { id } = await create();
    server.world.tree.trash(id);
    const before = documents();
    await expect(append(id, "a")).rejects.toMatchObject({
      code: "connector.document-gone",
      params: { reason: "trashed" },
    });
    server.world.tree.purge(id);
    await expect(append(id, "a")).rejects.toMatchObject({
      code: "connector.document-gone",
      params: { reason: "missing" },
    });
    expect(documents()).toBe(before);
  });

  it("sees and changes only what it made itself", async () => {
    const theirs = server.world.tree.create({
      parentId: `root-${ERIKA}`,
      name: "Plan",
      content: "Theirs",
      mimeType: DOCUMENT,
    });
    await expect(append(theirs.id, "a")).rejects.toMatchObject({ code: "connector.document-gone" });
    expect(textOf(theirs.id)).toBe("Theirs");
  });

  it.each([
    ["off", () => newCall(false)],
    [
      "delegation",
      () => {
        server.signIn.delegatedScopes = [SCOPES.drive];
        return newCall();
      },
    ],
  ] as const)("says what is missing: %s", async (reason, call) => {
    await expect(create(newKey(), call())).rejects.toMatchObject({
      code: "connector.may-not-write",
      params: { reason },
    });
  });

  it("is looked at by the test, and what is missing for it does not concern reading", async () => {
    const checkOf = async () =>
      (await googleDriveRuntime.test(newCall())).checks.find(({ code }) => code === "writing");
    expect(await checkOf()).toMatchObject({ ok: true });
    server.signIn.delegatedScopes = [SCOPES.drive];
    expect(await checkOf()).toMatchObject({
      ok: false,
      aside: true,
      params: { reason: "delegation" },
    });
    server.signIn.delegatedScopes = Object.values(SCOPES);
    server.world.manners.docsOff = true;
    expect(await checkOf()).toMatchObject({ ok: false, params: { reason: "api" } });
    const off = await googleDriveRuntime.test(newCall(false));
    expect(off.checks.map(({ code }) => code)).toEqual(["credentials", "drive"]);
  });

  it("leaves everybody alone when Google asks for it", async () => {
    const call = newCall();
    server.fail({ on: "POST /drive/v3/files", status: 403, code: "userRateLimitExceeded" });
    await expect(create(newKey(), call)).rejects.toMatchObject({ code: "connector.throttled" });
    const before = server.calls.length;
    await expect(create(newKey(), call)).rejects.toMatchObject({ code: "connector.throttled" });
    expect(server.calls.length).toBe(before);
  });

  it("is not read as knowledge", async () => {
    const { id } = await create();
    const from = { scope: { folderId: `root-${ERIKA}` }, cursor: null };
    const items = [];
    for await (const page of googleDriveRuntime.changes(newCall(), from)) items.push(...page.items);
    expect(items.find((item) => item.id === id)?.unreadable).toEqual({
      code: "connector.item-refused",
      params: { reason: "own" },
    });
    expect(itemOf({ id: "x", mimeType: DOCUMENT }).unreadable).toBeUndefined();
  });
});
