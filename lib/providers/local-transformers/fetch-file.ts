import "server-only";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { hostAnswered, hostOf, type HostFile, type HostPorts } from "./model-host";

/** A slow line may take hours for the largest file; a dead one is noticed by its silence. */
const FILE_TIMEOUT_MS = 12 * 3_600_000;
/** What a host may send beyond the length it told, before the answer is broken off. */
const SPARE_BYTES = 1024;

export interface FetchFileOptions extends HostPorts {
  /** Where the files go. */
  readonly folder: string;
  /** Bytes of this file that are here, some times a second. */
  onBytes(done: number): Promise<void>;
}

/**
 * Brings one file, going on where an earlier try broke off. The file has its name only once its length and checksum
 * are right. Throws `outbound.…`, `local-model.host-answer`, `local-model.cut-off` (may be tried again),
 * `local-model.checksum` (what came is thrown away) and `local-model.disk-full`.
 */
export async function fetchFile(file: HostFile, options: FetchFileOptions): Promise<void> {
  const target = path.join(options.folder, file.path);
  const part = `${target}.part`;
  if ((await sizeOf(target)) === file.bytes && (await isRight(target, file))) return;
  await mkdir(path.dirname(target), { recursive: true });
  try {
    if ((await sizeOf(part)) !== file.bytes) await receive(file, part, options);
  } catch (error) {
    throw isDiskFull(error) ? diskFull(file.bytes) : error;
  }
  if ((await sizeOf(part)) < file.bytes) {
    const params = { file: file.path, host: hostOf(options) };
    throw new AppError("local-model.cut-off", "unavailable", { params, retryable: true });
  }
  if (!(await isRight(part, file))) {
    await rm(part);
    const params = { file: file.path, host: hostOf(options) };
    throw new AppError("local-model.checksum", "unavailable", { params });
  }
  await rename(part, target);
}

/** Adds what is missing to the part that is here; starts over where the host can't go on from there. */
async function receive(file: HostFile, part: string, options: FetchFileOptions): Promise<void> {
  const have = await sizeOf(part);
  const from = have < file.bytes ? have : 0;
  const response = await options.fetch(file.url, {
    signal: options.signal,
    headers: {
      "accept-encoding": "identity",
      ...(from > 0 && { range: `bytes=${String(from)}-` }),
    },
    maxBytes: file.bytes + SPARE_BYTES,
    timeoutMs: FILE_TIMEOUT_MS,
  });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw hostAnswered(options, response.status);
  }
  const start = response.status === 206 ? from : 0;
  const handle = await open(part, start > 0 ? "r+" : "w");
  try {
    let at = start;
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      await handle.write(chunk, 0, chunk.length, at);
      at += chunk.length;
      await options.onBytes(at);
    }
    await handle.sync();
  } catch (error) {
    options.signal.throwIfAborted();
    // What came is kept, and the length tells that it isn't all.
    if (!isAppError(error) || error.code !== "outbound.unreachable") throw error;
  } finally {
    await handle.close();
  }
}

async function isRight(file: string, { bytes, checksum }: HostFile): Promise<boolean> {
  if ((await sizeOf(file)) !== bytes) return false;
  const hash = createHash(checksum.kind === "git" ? "sha1" : "sha256");
  if (checksum.kind === "git") hash.update(`blob ${String(bytes)}\0`);
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest("hex") === checksum.hex;
}

/** 0 where there is no such file. */
async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

export const diskFull = (bytes: number) =>
  new AppError("local-model.disk-full", "unavailable", {
    params: { megabytes: Math.ceil(bytes / 1e6) },
  });

/** Whether a write failed for want of room: on the disk, or in a quota. */
export function isDiskFull(error: unknown): boolean {
  return (
    error instanceof Error && "code" in error && ["ENOSPC", "EDQUOT"].includes(String(error.code))
  );
}
