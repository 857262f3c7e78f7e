#!/usr/bin/env node
/**
 * After `next build`: no server code in what browsers get, and no page heavier than its budget. Prints the JavaScript of
 * each page, gzipped, and ends with 1 when something is wrong.
 */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findServerCode, measurePages, overBudget } from "./bundle/inspect.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const build = path.join(root, ".next");

const leaks = await findServerCode(build);
const pages = await measurePages(build);
const heavy = overBudget(pages);

for (const { page, bytes } of pages) {
  process.stdout.write(`${String(Math.round(bytes / 1000)).padStart(5)} kB  ${page}\n`);
}
for (const { file, marker } of leaks) process.stdout.write(`Server code in ${file}: "${marker}"\n`);
for (const { page, bytes, budget } of heavy) {
  process.stdout.write(`${page} is ${String(bytes)} bytes, more than its ${String(budget)}.\n`);
}
const passed = pages.length - heavy.length;
process.stdout.write(
  `${String(passed)} pages within budget, ${String(heavy.length + leaks.length)} problems\n`,
);
process.exitCode = heavy.length + leaks.length > 0 || pages.length === 0 ? 1 : 0;
