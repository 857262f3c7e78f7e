import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";

/**
 * A hash over the names and contents of files and folders; missing ones count as absent.
 * @param {string} root
 * @param {string[]} inputs paths below root
 * @param {(file: string) => boolean} [skip] told each path below root, with "/" between the parts
 */
export async function fingerprint(root, inputs, skip = () => false) {
  const hash = createHash("sha256").update(process.version);
  for (const file of await listFiles(root, inputs, skip)) {
    hash.update(`\0${file}\0`).update(await readFile(path.join(root, file)));
  }
  return hash.digest("hex");
}

/** @returns {Promise<string[]>} sorted, so that the order of the disk does not matter */
async function listFiles(
  /** @type {string} */ root,
  /** @type {string[]} */ inputs,
  /** @type {(file: string) => boolean} */ skip,
) {
  /** @type {string[]} */
  const files = [];
  for (const input of inputs) {
    const kind = await stat(path.join(root, input)).catch(() => null);
    if (kind?.isFile() && !skip(input)) files.push(input);
    if (!kind?.isDirectory()) continue;
    for (const entry of await readdir(path.join(root, input), {
      withFileTypes: true,
      recursive: true,
    })) {
      const file = path
        .relative(root, path.join(entry.parentPath, entry.name))
        .replaceAll(path.sep, "/");
      if (entry.isFile() && !skip(file)) files.push(file);
    }
  }
  return files.sort();
}
