#!/usr/bin/env node
/**
 * Runs a TypeScript program of this project on a database of its own, and removes the database afterwards:
 *
 *   node scripts/with-database.mjs <program.ts> [arguments …]
 *
 * The program finds the database in DATABASE_URL. When that is set already, the server it names is brought to this
 * build's schema and used instead; what the program leaves there stays.
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { migrateServer, startEmbeddedDatabase } from "./start/database.mjs";
import { ensurePackages } from "./start/packages.mjs";
import { StartProblem } from "./start/problem.mjs";
import { ensurePrograms } from "./start/programs.mjs";

const root = path.resolve(import.meta.dirname, "..");
const DIE_WITH_PARENT = pathToFileURL(path.join(root, "scripts/start/die-with-parent.mjs")).href;

// Standard output belongs to the program.
const say = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);

const stop = new AbortController();
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.on(signal, () => {
    if (stop.signal.aborted) process.exit(1);
    stop.abort();
  });
}

try {
  const [program, ...args] = process.argv.slice(2);
  if (program === undefined)
    throw new StartProblem("Usage: node scripts/with-database.mjs <program.ts> [arguments …]");
  await ensurePackages(root, say);
  await ensurePrograms({ root, say, signal: stop.signal });
  process.exitCode = await onDatabase((url, pid) => runProgram([program, ...args], url, pid));
} catch (error) {
  if (!stop.signal.aborted) {
    say(error instanceof StartProblem ? error.message : error.stack);
    process.exitCode = 1;
  }
}
process.exit();

/**
 * @param {(url: string, pid?: number) => Promise<number>} work
 * @returns {Promise<number>} what the work returned
 */
async function onDatabase(work) {
  const given = process.env.DATABASE_URL?.trim();
  if (given) {
    await migrateServer({ root, databaseUrl: given, signal: stop.signal });
    return work(given);
  }
  const dataDir = await mkdtemp(path.join(tmpdir(), "groundwork-scratch-"));
  try {
    const database = await startEmbeddedDatabase({ root, dataDir, signal: stop.signal });
    try {
      return await work(database.url, database.pid);
    } finally {
      await database.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/**
 * @param {string[]} args
 * @param {string} databaseUrl
 * @param {number} [databasePid] of the embedded database, for programs that measure
 * @returns {Promise<number>} the exit code, 1 when a signal ended it
 */
function runProgram(args, databaseUrl, databasePid) {
  // The condition is that of Next's server build: without it `server-only` throws.
  const flags = ["--import", DIE_WITH_PARENT, "--conditions=react-server", "--import", "tsx"];
  const child = spawn(process.execPath, [...flags, ...args], {
    cwd: root,
    env: {
      NODE_ENV: "production",
      ...process.env,
      DATABASE_URL: databaseUrl,
      ...(databasePid && { SCRATCH_DATABASE_PID: String(databasePid) }),
    },
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  const end = () => child.kill("SIGTERM");
  stop.signal.addEventListener("abort", end, { once: true });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
