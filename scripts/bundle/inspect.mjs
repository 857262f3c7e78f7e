import { existsSync } from "node:fs";
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

/** Stands in the library of the canvas, which the editor fetches by itself wherever there is room for one. */
const CANVAS = "react-flow__pane";
const WITH_CANVAS = " with the canvas";

/**
 * Gzipped bytes of JavaScript a page may load before anything is clicked. The editor with its canvas should be at 300: the
 * words and forms of all nodes come with it, those of a step's settings would not have to.
 */
const BUDGETS = [
  { page: /workflows\/\[id\]\/page with the canvas$/, budget: 392_000 },
  { page: /knowledge\/page$/, budget: 290_000 },
  { page: /workflows\/\[id\]\/page$/, budget: 270_000 },
  { page: /^\(workspace\)/, budget: 289_000 },
  { page: /./, budget: 242_000 },
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
 * Gzipped bytes of JavaScript each page loads at first: what all pages share and what its layouts and itself add. A
 * page that goes on to fetch the canvas is listed a second time with it.
 * @param {string} build the .next folder
 * @returns {Promise<{ page: string, bytes: number }[]>} sorted, heaviest first
 */
export async function measurePages(build) {
  const { rootMainFiles = [] } = JSON.parse(
    await readFile(path.join(build, "build-manifest.json"), "utf8"),
  );
  const app = path.join(build, "server", "app");
  const sizes = new Map();
  const sizeOf = async (/** @type {Iterable<string>} */ files) => {
    let bytes = 0;
    for (const file of files) {
      if (!sizes.has(file)) sizes.set(file, await gzippedSize(path.join(build, file)));
      bytes += sizes.get(file);
    }
    return bytes;
  };
  const pages = [];
  for (const entry of await readdir(app, { withFileTypes: true, recursive: true })) {
    if (!entry.name.endsWith("page_client-reference-manifest.js")) continue;
    const manifest = parseManifest(await readFile(path.join(entry.parentPath, entry.name), "utf8"));
    const files = new Set([...rootMainFiles, ...Object.values(manifest.entryJSFiles ?? {}).flat()]);
    const page = path.relative(app, path.join(entry.parentPath, "page"));
    pages.push({ page, bytes: await sizeOf(files) });
    const canvas = await findCanvas(build, path.join(app, page));
    if (canvas.length > 0) {
      pages.push({ page: page + WITH_CANVAS, bytes: await sizeOf(new Set([...files, ...canvas])) });
    }
  }
  return pages.sort((a, b) => b.bytes - a.bytes);
}

/**
 * The files of the canvas among those that a page fetches later; none for pages without one.
 * @param {string} build
 * @param {string} page its folder
 * @returns {Promise<string[]>}
 */
async function findCanvas(build, page) {
  const list = await readFile(path.join(page, "react-loadable-manifest.json"), "utf8").catch(
    () => "{}",
  );
  /** @type {{ files: string[] }[]} */
  const groups = Object.values(JSON.parse(list));
  for (const { files } of groups) {
    const scripts = files.filter((file) => file.endsWith(".js"));
    // What is fetched later names what it goes on to fetch: the canvas may be a step further.
    const further = await Promise.all(scripts.map((file) => findNamedScripts(build, file)));
    const all = [...new Set([...scripts, ...further.flat()])];
    const texts = await Promise.all(all.map((file) => readFile(path.join(build, file), "utf8")));
    const holding = all.filter((_, index) => texts[index]?.includes(CANVAS));
    if (holding.length > 0) return [...new Set([...scripts, ...holding])];
  }
  return [];
}

/** The scripts that a script names and that are there. */
async function findNamedScripts(/** @type {string} */ build, /** @type {string} */ file) {
  const text = await readFile(path.join(build, file), "utf8");
  const named = new Set(text.match(/static\/chunks\/[\w.~-]+\.js/g));
  return [...named].filter((name) => existsSync(path.join(build, name)));
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
