import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

const compress = promisify(gzip);

/**
 * Words that stand in server code only and survive minifying: names of properties and packages, text of messages.
 */
export const SERVER_MARKERS = [
  // Of lib/db/client.ts: the database module itself was bundled.
  "DATABASE_URL is not set",
  "PrismaClient",
  "pg-boss",
  "pgboss",
  "sealedKey",
  "passwordHash",
  "scrypt",
  "createCipheriv",
  "node:fs",
  "node:crypto",
  "node:net",
  "node:child_process",
];

/** Gzipped bytes of JavaScript a page may load before anything is clicked. */
const BUDGETS = [
  { page: /workflows\/\[id\]\/page$/, budget: 300_000 },
  { page: /./, budget: 340_000 },
];

/**
 * Files for browsers that hold server code.
 * @param {string} build the .next folder
 */
export async function findServerCode(build, markers = SERVER_MARKERS) {
  const folder = path.join(build, "static");
  const found = [];
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/\.(js|mjs)$/.test(entry.name)) continue;
    const file = path.join(entry.parentPath, entry.name);
    const text = await readFile(file, "utf8");
    const marker = markers.find((word) => text.includes(word));
    if (marker !== undefined) found.push({ file: path.relative(build, file), marker });
  }
  return found;
}

/**
 * Gzipped bytes of JavaScript each page loads at first: what all pages share and what its layouts and itself add.
 * @param {string} build the .next folder
 * @returns {Promise<{ page: string, bytes: number }[]>} sorted, heaviest first
 */
export async function measurePages(build) {
  const { rootMainFiles = [] } = JSON.parse(
    await readFile(path.join(build, "build-manifest.json"), "utf8"),
  );
  const app = path.join(build, "server", "app");
  const sizes = new Map();
  const pages = [];
  for (const entry of await readdir(app, { withFileTypes: true, recursive: true })) {
    if (!entry.name.endsWith("page_client-reference-manifest.js")) continue;
    const manifest = parseManifest(await readFile(path.join(entry.parentPath, entry.name), "utf8"));
    const files = new Set([...rootMainFiles, ...Object.values(manifest.entryJSFiles ?? {}).flat()]);
    let bytes = 0;
    for (const file of files) {
      if (!sizes.has(file)) sizes.set(file, await gzippedSize(path.join(build, file)));
      bytes += sizes.get(file);
    }
    pages.push({ page: path.relative(app, path.join(entry.parentPath, "page")), bytes });
  }
  return pages.sort((a, b) => b.bytes - a.bytes);
}

/** Pages that are heavier than they may be. */
export function overBudget(/** @type {{ page: string, bytes: number }[]} */ pages) {
  return pages
    .map((entry) => ({
      ...entry,
      budget: BUDGETS.find(({ page }) => page.test(entry.page))?.budget ?? 0,
    }))
    .filter(({ bytes, budget }) => bytes > budget);
}

/**
 * The object in `globalThis.__RSC_MANIFEST["/page"] = {…}`.
 * @param {string} text
 * @returns {{ entryJSFiles?: Record<string, string[]> }}
 */
export function parseManifest(text) {
  const start = text.indexOf("{", text.lastIndexOf("__RSC_MANIFEST["));
  return JSON.parse(text.slice(start, text.lastIndexOf("}") + 1));
}

async function gzippedSize(/** @type {string} */ file) {
  return (await compress(await readFile(file))).length;
}
