import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { access, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Transform, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "@/lib/errors/app-error";
import type { FileStorage, StoredFile } from "./file-storage";

/** 128 random bits: a key can't be guessed and holds nothing a user typed. */
const KEY = /^[0-9a-f]{32}$/;
const UNFINISHED = /^[0-9a-f]{32}\.part$/;

/**
 * Files in a folder of this machine, two levels deep (`ab/ab12…`). A file is written under a name of its own and
 * renamed when complete, so a reader never sees half of one. A leftover of a killed process is a `.part` file.
 */
export function createLocalStorage(folder: string): FileStorage {
  const locate = (key: string) => {
    if (!KEY.test(key)) throw missing(key);
    return path.join(folder, key.slice(0, 2), key);
  };
  const exists = async (key: string) => {
    try {
      await access(locate(key));
      return true;
    } catch {
      return false;
    }
  };
  const existing = async (key: string) => {
    if (!(await exists(key))) throw missing(key);
    return locate(key);
  };

  return {
    put: (stream, options) => put(stream, { ...options, locate }),
    get: async (key) => createReadStream(await existing(key)),
    withLocalPath: async (key, task) => task(await existing(key)),
    delete: async (key) => rm(locate(key), { force: true }),
    exists,
    async *storedBefore(time) {
      for await (const { name } of filesBefore(folder, time)) if (KEY.test(name)) yield name;
    },
    async removeUnfinished(before) {
      let count = 0;
      for await (const { name, file } of filesBefore(folder, before)) {
        if (!UNFINISHED.test(name)) continue;
        await rm(file, { force: true });
        count += 1;
      }
      return count;
    },
  };
}

/** Files that were last written before then. */
async function* filesBefore(folder: string, time: Date) {
  for (const part of await namesIn(folder)) {
    for (const name of await namesIn(path.join(folder, part))) {
      const file = path.join(folder, part, name);
      const found = await stat(file).catch(() => null);
      if (found?.isFile() && found.mtime < time) yield { name, file };
    }
  }
}

/** None where there is no such folder. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw error;
  }
}

interface PutOptions {
  maxBytes: number;
  signal?: AbortSignal;
  locate: (key: string) => string;
}

async function put(
  stream: Readable,
  { maxBytes, signal, locate }: PutOptions,
): Promise<StoredFile> {
  const key = randomBytes(16).toString("hex");
  const target = locate(key);
  const part = `${target}.part`;
  const hash = createHash("sha256");
  let size = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > maxBytes) {
        done(new AppError("storage.too-large", "too-large", { params: { limit: maxBytes } }));
        return;
      }
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await mkdir(path.dirname(target), { recursive: true });
  try {
    await pipeline(stream, measure, createWriteStream(part, { flags: "wx" }), { signal });
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    throw isFull(error) ? new AppError("storage.full", "unavailable", { cause: error }) : error;
  }
  return { key, size, sha256: hash.digest("hex") };
}

function isFull(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    (error.code === "ENOSPC" || error.code === "EDQUOT")
  );
}

function missing(key: string): AppError {
  return new AppError("storage.missing", "not-found", {
    params: { key: KEY.test(key) ? key : "?" },
  });
}
