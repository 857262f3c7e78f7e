import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FileStorage } from "./file-storage";
import { createLocalStorage } from "./local-folder";

let folder: string;
let storage: FileStorage;
const allFiles = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "groundwork-storage-"));
  storage = createLocalStorage(folder);
});
afterEach(() => rm(folder, { recursive: true }));

describe("local storage", () => {
  it("gives back what was put, with size and hash", async () => {
    const bytes = Buffer.from("fünf\0bytes".repeat(50_000));
    const stored = await storage.put(Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]), {
      maxBytes: 1e7,
    });
    expect(stored.size).toBe(bytes.length);
    expect(stored.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
    expect(await buffer(await storage.get(stored.key))).toEqual(bytes);
    expect(await storage.withLocalPath(stored.key, (file) => readFile(file))).toEqual(bytes);
  });

  it("keeps the same content twice under different keys", async () => {
    const one = await storage.put(Readable.from(["a"]), { maxBytes: 10 });
    const two = await storage.put(Readable.from(["a"]), { maxBytes: 10 });
    expect(one.key).not.toBe(two.key);
    await storage.delete(one.key);
    await storage.delete(one.key);
    expect(await storage.exists(one.key)).toBe(false);
    expect(await storage.exists(two.key)).toBe(true);
  });

  it("stops a stream that is too large and leaves nothing behind", async () => {
    let read = 0;
    const endless = Readable.from(
      (function* () {
        for (;;) {
          read += 1000;
          yield Buffer.alloc(1000);
        }
      })(),
    );
    await expect(storage.put(endless, { maxBytes: 50_000 })).rejects.toMatchObject({
      code: "storage.too-large",
      params: { limit: 50_000 },
    });
    expect(read).toBeLessThan(1_000_000);
    expect(await allFiles()).toEqual([]);
  });

  it("leaves nothing behind when the upload breaks off or is aborted", async () => {
    const broken = new Readable({
      read() {
        this.push("half");
        this.destroy(new Error("connection lost"));
      },
    });
    await expect(storage.put(broken, { maxBytes: 100 })).rejects.toThrow("connection lost");
    const abort = new AbortController();
    const hanging = storage.put(new Readable({ read: () => undefined }), {
      maxBytes: 100,
      signal: abort.signal,
    });
    abort.abort();
    await expect(hanging).rejects.toMatchObject({ name: "AbortError" });
    expect(await allFiles()).toEqual([]);
  });

  it("opens nothing but its own keys", async () => {
    for (const key of ["../secret", "/etc/passwd", "", "0".repeat(31), "00/00"]) {
      expect(await storage.exists(key)).toBe(false);
      await expect(storage.get(key)).rejects.toMatchObject({ code: "storage.missing" });
      await expect(storage.delete(key)).rejects.toMatchObject({ code: "storage.missing" });
    }
  });
});
