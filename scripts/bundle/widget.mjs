import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

const compress = promisify(gzip);

/**
 * Gzipped bytes of each part of the chat. `before` is all that a page loads until its visitor opens the chat; `open` is
 * what opening adds. A hosted page loads `page` and the panel, a form `form` alone.
 */
const LIMITS = [
  { name: "before", file: /^v1\.js$/, limit: 15_000 },
  { name: "open", file: /^panel\.js$/, limit: 45_000 },
  { name: "page", file: /^page\.js$/, limit: 15_000 },
  { name: "form", file: /^form\.js$/, limit: 55_000 },
];

/** @typedef {{ name: string, raw: number, gzip: number, limit: number }} Part */

/**
 * @param {string} folder public/widget
 * @returns {Promise<Part[]>} a part that is not there has no bytes
 */
export async function measureWidget(folder) {
  const names = await readdir(folder).catch(() => []);
  return Promise.all(
    LIMITS.map(async ({ name, file, limit }) => {
      const found = names.filter((one) => file.test(one));
      const texts = await Promise.all(found.map((one) => readFile(path.join(folder, one))));
      const zipped = await Promise.all(texts.map((text) => compress(text)));
      const sum = (/** @type {Buffer[]} */ all) =>
        all.reduce((total, one) => total + one.length, 0);
      return { name, raw: sum(texts), gzip: sum(zipped), limit };
    }),
  );
}

/**
 * What is wrong with them: too heavy, or not built.
 * @param {Part[]} parts
 */
export function tooHeavy(parts) {
  return parts.flatMap(({ name, gzip: bytes, limit }) => {
    if (bytes === 0) return [`widget: ${name} was not built.`];
    if (bytes <= limit) return [];
    return [`widget: ${name} is ${String(bytes)} bytes, more than its ${String(limit)}.`];
  });
}
