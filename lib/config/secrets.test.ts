import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseEnv, requireSecrets } from "./env";
import { addEncryptionKey, dropFormerEncryptionKeys, loadOrCreateSecrets } from "./secrets";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "groundwork-secrets-"));
});
afterEach(async () => {
  await rm(dir, { recursive: true });
});

describe("loadOrCreateSecrets", () => {
  it("makes values that the environment accepts, in a file only the owner reads", async () => {
    const secrets = await loadOrCreateSecrets(path.join(dir, "deep", "data"));
    const file = path.join(dir, "deep", "data", "secrets.json");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(() => {
      requireSecrets(parseEnv({ ...secrets }));
    }).not.toThrow();
  });

  it("keeps what it made", async () => {
    const first = await loadOrCreateSecrets(dir);
    expect(await loadOrCreateSecrets(dir)).toEqual(first);
  });

  it("agrees on one set when many start at once, and leaves no drafts", async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => loadOrCreateSecrets(dir)));
    expect(new Set(all.map((secrets) => JSON.stringify(secrets))).size).toBe(1);
    expect(await readdir(dir)).toEqual(["secrets.json"]);
  });

  it("makes different ones for different folders", async () => {
    const one = await loadOrCreateSecrets(path.join(dir, "one"));
    const two = await loadOrCreateSecrets(path.join(dir, "two"));
    expect(one.NEXTAUTH_SECRET).not.toBe(two.NEXTAUTH_SECRET);
    expect(one.GROUNDWORK_ENCRYPTION_KEYS).not.toBe(two.GROUNDWORK_ENCRYPTION_KEYS);
  });

  it.each(["", "{", "null", '{"NEXTAUTH_SECRET":"x"}'])(
    "refuses a damaged file and does not touch it: %s",
    async (text) => {
      const file = path.join(dir, "secrets.json");
      await writeFile(file, text);
      await expect(loadOrCreateSecrets(dir)).rejects.toThrow("is damaged");
      expect(await readFile(file, "utf8")).toBe(text);
    },
  );

  it("tightens a file that others could read", async () => {
    await loadOrCreateSecrets(dir);
    const file = path.join(dir, "secrets.json");
    await chmod(file, 0o644);
    await loadOrCreateSecrets(dir);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});

describe("changing the master key", () => {
  const ids = ({ GROUNDWORK_ENCRYPTION_KEYS: keys }: { GROUNDWORK_ENCRYPTION_KEYS: string }) =>
    parseEnv({ GROUNDWORK_ENCRYPTION_KEYS: keys }).encryptionKeys.map(({ id }) => id);

  it("puts a new one first and keeps the old one until it is dropped", async () => {
    const before = await loadOrCreateSecrets(dir);
    const both = await addEncryptionKey(dir);
    expect(ids(both)).toHaveLength(2);
    expect(ids(both)[1]).toBe(ids(before)[0]);
    expect(await loadOrCreateSecrets(dir)).toEqual(both);
    const after = await dropFormerEncryptionKeys(dir);
    expect(ids(after)).toEqual(ids(both).slice(0, 1));
    expect(after.NEXTAUTH_SECRET).toBe(before.NEXTAUTH_SECRET);
    expect(await readdir(dir)).toEqual(["secrets.json"]);
    expect((await stat(path.join(dir, "secrets.json"))).mode & 0o777).toBe(0o600);
  });

  it("goes on with the same two when it was broken off", async () => {
    const both = await addEncryptionKey(dir);
    expect(await addEncryptionKey(dir)).toEqual(both);
  });
});
