import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/** Whether a file is none of what is built, though it lies in a folder that is. */
export function isNoInput(/** @type {string} */ file) {
  return (
    file.startsWith("lib/db/generated/") ||
    file.startsWith("lib/testing/") ||
    /\.test\.(ts|tsx|mjs)$/.test(file)
  );
}

/**
 * Does `work` unless the mark says it was done for this fingerprint.
 * @param {string} file the mark
 * @param {string} current
 * @param {() => Promise<void>} work
 */
export async function unlessFresh(file, current, work) {
  const before = await readFile(file, "utf8").catch(() => null);
  if (before === current) return;
  // Work that is broken off leaves no mark behind.
  await rm(file, { force: true });
  await work();
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, current);
}
