import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkDataFolder, checkNodeVersion, checkPortIsFree, readOptions } from "./checks.mjs";
import { fingerprint } from "./fingerprint.mjs";
import { packagesMatch } from "./packages.mjs";
import { addressOf } from "./settings.mjs";

/** @type {string} */
let dir;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "groundwork-start-"));
});
afterEach(() => rm(dir, { recursive: true }));

describe("checkNodeVersion", () => {
  it.each(["20.19.0", "20.20.2", "22.0.0", "100.1.0"])("accepts %s", (version) => {
    expect(() => checkNodeVersion(version, "20.19")).not.toThrow();
  });
  it.each(["20.18.9", "18.20.0", "8.0.0"])("refuses %s and says what is needed", (version) => {
    expect(() => checkNodeVersion(version, "20.19")).toThrow(
      `needs Node.js 20.19 or newer, and this is ${version}`,
    );
  });
});

describe("readOptions", () => {
  it("has defaults, for empty variables too", () => {
    const options = readOptions({ PORT: "", HOST: "" }, [], "/somewhere");
    expect(options).toEqual({
      dev: false,
      port: 3000,
      host: "127.0.0.1",
      dataDir: path.resolve("/somewhere/.groundwork"),
      databaseUrl: null,
    });
  });
  it.each(["0", "65536", "80.5", "http"])("refuses port %s", (PORT) => {
    expect(() => readOptions({ PORT }, [], "/x")).toThrow("PORT must be a whole number");
  });
  it("refuses an option it does not know", () => {
    expect(() => readOptions({}, ["--port"], "/x")).toThrow("Unknown option --port");
  });
});

describe("checkPortIsFree", () => {
  it("says that a port is taken, and which to try", async () => {
    const server = createServer();
    await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    await expect(checkPortIsFree("127.0.0.1", port)).rejects.toThrow(
      `Port ${String(port)} is taken by another program`,
    );
    await new Promise((resolve) => server.close(resolve));
    await expect(checkPortIsFree("127.0.0.1", port)).resolves.toBeUndefined();
  });
  it("says that an address is not of this machine", async () => {
    await expect(checkPortIsFree("192.0.2.1", 4290)).rejects.toThrow(
      "Can't listen on 192.0.2.1:4290",
    );
  });
});

describe("checkDataFolder", () => {
  it("makes the folder for this user only and leaves nothing in it", async () => {
    const folder = path.join(dir, "a", "b");
    await checkDataFolder(folder);
    expect(await readdir(folder)).toEqual([]);
    if (process.platform !== "win32") expect((await stat(folder)).mode & 0o077).toBe(0);
  });
  it("says that it can't be written to", async () => {
    await writeFile(path.join(dir, "file"), "");
    await expect(checkDataFolder(path.join(dir, "file", "data"))).rejects.toThrow("Can't write to");
  });
});

describe("packagesMatch", () => {
  const wanted = {
    "": {},
    "node_modules/a": { version: "1.0.0" },
    "node_modules/b": { version: "2.0.0", optional: true },
  };
  it.each([
    [
      "the same",
      { "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "2.0.0" } },
      true,
    ],
    ["without an optional one", { "node_modules/a": { version: "1.0.0" } }, true],
    ["another version", { "node_modules/a": { version: "1.0.1" } }, false],
    [
      "another version of an optional one",
      { "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "1.0.0" } },
      false,
    ],
    ["nothing", {}, false],
  ])("%s", (_name, installed, expected) => {
    expect(packagesMatch(wanted, installed)).toBe(expected);
  });
});

describe("fingerprint", () => {
  it("changes with content and names, not with what is skipped or missing", async () => {
    await writeFile(path.join(dir, "a.ts"), "1");
    const take = () => fingerprint(dir, ["a.ts", "b.ts", "."], (file) => file.endsWith(".test.ts"));
    const before = await take();
    await writeFile(path.join(dir, "a.test.ts"), "1");
    expect(await take()).toBe(before);
    await writeFile(path.join(dir, "b.ts"), "1");
    const added = await take();
    expect(added).not.toBe(before);
    await writeFile(path.join(dir, "b.ts"), "2");
    expect(await take()).not.toBe(added);
  });
});

it.each([
  ["127.0.0.1", "http://localhost:3000"],
  ["0.0.0.0", "http://localhost:3000"],
  ["192.168.1.5", "http://192.168.1.5:3000"],
  ["fe80::1", "http://[fe80::1]:3000"],
])("the address of %s is %s", (host, address) => {
  expect(addressOf({ host, port: 3000 })).toBe(address);
});
