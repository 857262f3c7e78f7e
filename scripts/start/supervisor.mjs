import { watch } from "node:fs";
import { get } from "node:http";
import path from "node:path";
import { ensureBuild, ensureWidget } from "./build.mjs";
import { checkDataFolder, checkPortIsFree } from "./checks.mjs";
import { keepRunning, startChild, stopChild } from "./child.mjs";
import { migrateServer, startEmbeddedDatabase } from "./database.mjs";
import { ensurePackages } from "./packages.mjs";
import { StartProblem } from "./problem.mjs";
import { ensurePrograms, GROWS_BY_HALF, keptSmall, programArgs } from "./programs.mjs";
import { addressOf, prepareSettings } from "./settings.mjs";

/**
 * @typedef {object} Start
 * @property {string} root
 * @property {ReturnType<typeof import("./checks.mjs").readOptions>} options
 * @property {(line: string) => void} say
 * @property {AbortSignal} signal aborted when the person stops the start
 */

/**
 * Brings everything up and resolves when something ends: with 0 after `signal`, else by throwing StartProblem. Whatever
 * was started is stopped again first: web and worker, then the database they use.
 * @param {Start} start
 */
export async function supervise(start) {
  /** @type {Started} */
  const started = { users: [], database: null };
  try {
    await bringUp(start, started);
  } finally {
    await Promise.all(started.users.map((stop) => stop()));
    await started.database?.();
  }
}

/**
 * How to stop what was started: first those that use the database, together, then the database.
 * @typedef {{ users: (() => Promise<void>)[], database: (() => Promise<void>) | null }} Started
 */

/**
 * @param {Start} start
 * @param {Started} started
 */
async function bringUp({ root, options, say, signal }, started) {
  await checkPortIsFree(options.host, options.port);
  if (options.databaseUrl === null) await checkDataFolder(options.dataDir);
  await ensurePackages(root, say);
  const settings = await prepareSettings({ root, options });
  await ensurePrograms({ root, say, signal });

  const broken = new AbortController();
  const both = AbortSignal.any([signal, broken.signal]);
  const building = prepareCode({ root, options, say, signal: both });
  const database = await settle(openDatabase({ root, options, signal }, started), building, broken);
  const env = { ...settings, DATABASE_URL: database.url };
  if (signal.aborted) return;

  const { ready, gone } = startWeb({ root, options, env, say }, started);
  startWorker({ root, options, env, say, signal }, started);
  const stopped = whenAborted(signal);
  const ended = Promise.race([
    gone.then((tail) => ({ what: "web server", tail })),
    database.gone.then((tail) => ({ what: "database", tail })),
    stopped.then(() => null),
  ]);
  await Promise.race([ready, ended]);
  if (!signal.aborted)
    say(`\nGroundwork is running at ${addressOf(options)}\nPress Ctrl-C to stop.\n`);
  const end = await ended;
  if (end)
    throw new StartProblem(`The ${end.what} ended unexpectedly. Its last lines:\n${end.tail}`);
}

/** The builds for browsers, which need no database. */
async function prepareCode(/** @type {Start} */ { root, options, say, signal }) {
  await ensureWidget({ root, say, signal });
  if (!options.dev) await ensureBuild({ root, say, signal });
}

/**
 * Waits for two things of which either may fail; the build is broken off when the database refuses.
 * @template T
 * @param {Promise<T>} database
 * @param {Promise<void>} building
 * @param {AbortController} broken
 * @returns {Promise<T>}
 */
async function settle(database, building, broken) {
  const opened = database.catch((error) => {
    broken.abort();
    throw error;
  });
  const [first] = await Promise.allSettled([opened, building]);
  if (first.status === "rejected") throw first.reason;
  await building;
  return first.value;
}

/**
 * @param {Omit<Start, "say">} start
 * @param {Started} started
 * @returns {Promise<{ url: string, gone: Promise<string> }>}
 */
async function openDatabase({ root, options, signal }, started) {
  if (options.databaseUrl !== null) {
    await migrateServer({ root, databaseUrl: options.databaseUrl, signal });
    return { url: options.databaseUrl, gone: new Promise(() => undefined) };
  }
  const database = await startEmbeddedDatabase({ root, dataDir: options.dataDir, signal });
  started.database = database.stop;
  return database;
}

/**
 * How the web server's memory is collected. What a question needs lives for its milliseconds: with 32 MB instead of 16 for
 * the young, less of it grows old and has to be looked for there.
 */
const MEMORY = ["--max-semi-space-size=32", GROWS_BY_HALF];

/**
 * @param {{ root: string, options: Start["options"], env: NodeJS.ProcessEnv, say: (line: string) => void }} start
 * @param {Started} started
 */
function startWeb({ root, options, env, say }, started) {
  let isReady = false;
  const child = startChild({
    args: [
      path.join(root, "node_modules/next/dist/bin/next"),
      options.dev ? "dev" : "start",
      "--hostname",
      options.host,
      "--port",
      String(options.port),
    ],
    cwd: root,
    env,
    nodeFlags: MEMORY,
    // Until it is ready it only prints its banner, and says the address in a form that may not be ours.
    onLine: (line) => isReady && say(line),
  });
  started.users.push(() => stopChild(child, { graceMs: 3000 }));
  const ready = waitForAnswer(options, child.gone).then(() => {
    isReady = true;
  });
  return { ready, gone: child.gone.then(() => child.tail()) };
}

/**
 * @param {Start & { env: NodeJS.ProcessEnv }} start
 * @param {Started} started
 */
function startWorker({ root, options, env, say, signal }, started) {
  const start = () =>
    startChild({
      ...keptSmall({ args: programArgs("worker"), env }),
      cwd: root,
      onLine: say,
    });
  const worker = keepRunning(start, (code, _tail, waitMs) => {
    say(`The worker ended (code ${String(code)}) and starts again in ${String(waitMs / 1000)} s.`);
  });
  started.users.push(worker.stop);
  if (!options.dev) return;
  const renew = () => ensurePrograms({ root, say, signal }).then(worker.restart, notBuilt);
  const notBuilt = (/** @type {Error} */ error) =>
    say(`The worker goes on as it was: its code could not be compiled.\n${error.message}`);
  started.users.push(onChange(path.join(root, "lib"), renew));
}

/** Next reloads itself; for the worker somebody has to look whether its code changed. Returns how to stop watching. */
function onChange(/** @type {string} */ folder, /** @type {() => Promise<void>} */ renew) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const watcher = watch(folder, { recursive: true }, (_event, file) => {
    if (!file?.endsWith(".ts") || file.endsWith(".test.ts")) return;
    clearTimeout(timer);
    timer = setTimeout(() => void renew(), 300);
  });
  return async () => {
    clearTimeout(timer);
    watcher.close();
  };
}

/** Resolves when the web server answers anything, or when it is gone. */
async function waitForAnswer(
  /** @type {Start["options"]} */ { host, port },
  /** @type {Promise<number>} */ gone,
) {
  let waiting = true;
  void gone.then(() => (waiting = false));
  const target = {
    host: host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host,
    port,
    path: "/api/health",
  };
  while (waiting) {
    const answered = await new Promise((resolve) => {
      const request = get({ ...target, timeout: 60_000 }, (response) => {
        response.resume();
        resolve(true);
      });
      request.once("error", () => resolve(false));
      request.once("timeout", () => request.destroy());
    });
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** @returns {Promise<void>} */
function whenAborted(/** @type {AbortSignal} */ signal) {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
