#!/usr/bin/env node
/**
 * After `next build`: no server code in what browsers get, and no page heavier than its budget, nor the chat on other
 * people's pages. Prints the JavaScript of each, gzipped, and ends with 1 when something is wrong.
 */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findServerCode, measurePages, overBudget } from "./bundle/inspect.mjs";
import { measureWidget, tooHeavy } from "./bundle/widget.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const build = path.join(root, ".next");

const leaks = await findServerCode(build);
const pages = await measurePages(build);
const heavy = overBudget(pages);
const widget = await measureWidget(path.join(root, "public/widget"));
const heavyWidget = tooHeavy(widget);

for (const { page, bytes } of pages) {
  process.stdout.write(`${String(Math.round(bytes / 1000)).padStart(5)} kB  ${page}\n`);
}
for (const { file, marker } of leaks) process.stdout.write(`Server code in ${file}: "${marker}"\n`);
for (const { page, bytes, budget } of heavy) {
  process.stdout.write(`${page} is ${String(bytes)} bytes, more than its ${String(budget)}.\n`);
}
for (const { name, raw, gzip } of widget) {
  process.stdout.write(`widget: ${name}, ${String(gzip)} bytes gzipped (${String(raw)} raw)\n`);
}
for (const line of heavyWidget) process.stdout.write(`${line}\n`);
const problems = heavy.length + leaks.length + heavyWidget.length;
const passed = pages.length - heavy.length;
process.stdout.write(`${String(passed)} pages within budget, ${String(problems)} problems\n`);
process.exitCode = problems > 0 || pages.length === 0 ? 1 : 0;
