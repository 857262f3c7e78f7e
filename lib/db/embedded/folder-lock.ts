import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { DatabaseRefusal } from "../refusal";

export interface FolderLock {
  readonly file: string;
  release(): Promise<void>;
}

/** Who holds a folder; `started` tells a process from a later one that was given the same number. */
interface Holder {
  readonly pid: number;
  readonly started: string | null;
}

/**
 * Takes `<folder>.lock` for this process. A lock whose process is gone is taken over. Guards against processes of
 * this machine only: a folder shared over a network or between containers can't be checked.
 * Throws {@link DatabaseRefusal} "in-use" while another process holds it, "unwritable" when the place can't be written.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const file = `${folder}.lock`;
  const own = JSON.stringify({
    pid: process.pid,
    started: await processStart(process.pid),
  } satisfies Holder);
  const draft = await writeDraft(file, own);
  try {
    // Each round either wins, meets a living holder, or removes one dead holder's file.
    for (;;) {
      if (await createFrom(draft, file)) return { file, release: () => releaseLock(file, own) };
      await removeIfStale(folder, file);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

async function writeDraft(file: string, content: string): Promise<string> {
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(draft, content, { mode: 0o600 });
  } catch (cause) {
    throw new DatabaseRefusal(
      "unwritable",
      `Can't write to ${path.dirname(file)}. Make the folder writable, or choose another with GROUNDWORK_DATA_DIR.`,
      { cause },
    );
  }
  return draft;
}

/** A hard link appears whole or not at all, with its content. */
async function createFrom(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
}

async function removeIfStale(folder: string, file: string): Promise<void> {
  const content = await readIfThere(file);
  if (content === null) return;
  const holder = parseHolder(content);
  if (holder && (await isAlive(holder))) {
    throw new DatabaseRefusal(
      "in-use",
      `The data folder ${path.dirname(folder)} is already in use by process ${String(holder.pid)}. ` +
        "Stop that one first, or choose another folder with GROUNDWORK_DATA_DIR.",
    );
  }
  // Move first, then look: two starts may both have found the dead holder, and the slower must not remove the
  // faster one's fresh lock.
  const aside = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return;
    throw error;
  }
  if ((await readIfThere(aside)) !== content) await createFrom(aside, file);
  await rm(aside, { force: true });
}

async function releaseLock(file: string, own: string): Promise<void> {
  if ((await readIfThere(file)) === own) await rm(file, { force: true });
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw error;
  }
}

function parseHolder(content: string): Holder | null {
  try {
    const value: unknown = JSON.parse(content);
    if (typeof value !== "object" || value === null || !("pid" in value) || !("started" in value))
      return null;
    const { pid, started } = value;
    if (typeof pid !== "number" || (typeof started !== "string" && started !== null)) return null;
    return { pid, started };
  } catch {
    return null;
  }
}

async function isAlive({ pid, started }: Holder): Promise<boolean> {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!hasCode(error, "EPERM")) return false;
  }
  const now = await processStart(pid);
  return now === null || started === null || now === started;
}

/** When a process started, in whatever form this system tells it; null when it doesn't. */
async function processStart(pid: number): Promise<string | null> {
  if (process.platform === "win32") return null;
  if (process.platform === "linux") {
    const stat = await readFile(`/proc/${String(pid)}/stat`, "utf8").catch(() => null);
    // Field 22; the name in field 2 is in brackets and may hold spaces.
    return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  }
  const { stdout } = await promisify(execFile)("ps", ["-o", "lstart=", "-p", String(pid)]).catch(
    () => ({ stdout: "" }),
  );
  return stdout.trim() || null;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
