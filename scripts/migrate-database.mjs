#!/usr/bin/env node
/** `npm run db:migrate`: brings the server that DATABASE_URL names to this build's schema, as a start with it does. */
import path from "node:path";
import { migrateServer } from "./start/database.mjs";
import { ensurePackages } from "./start/packages.mjs";
import { StartProblem } from "./start/problem.mjs";
import { ensurePrograms } from "./start/programs.mjs";

const root = path.resolve(import.meta.dirname, "..");
const say = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);
const stop = new AbortController();
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
  process.on(signal, () => stop.abort());
}

try {
  const databaseUrl = process.env.DATABASE_URL?.trim();
  if (!databaseUrl) throw new StartProblem("Set DATABASE_URL to the server to migrate.");
  await ensurePackages(root, say);
  await ensurePrograms({ root, say, signal: stop.signal });
  say(await migrateServer({ root, databaseUrl, signal: stop.signal }));
} catch (error) {
  process.stderr.write(`${error instanceof StartProblem ? error.message : error.stack}\n`);
  process.exitCode = 1;
}
process.exit();
