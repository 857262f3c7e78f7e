#!/usr/bin/env node
/**
 * `npm start` and `npm run dev`: brings up everything on this machine, from packages to the address to open. Uses only
 * Node's own modules, because on a fresh clone nothing else is there yet.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { checkNodeVersion, readOptions } from "./start/checks.mjs";
import { StartProblem } from "./start/problem.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const say = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

const stop = new AbortController();
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.on(signal, () => {
    // A second Ctrl-C does not wait: the children end when their channel to this process closes.
    if (stop.signal.aborted) process.exit(1);
    say("\nStopping …");
    stop.abort();
  });
}

try {
  const { engines } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  checkNodeVersion(process.versions.node, engines.node.replace(">=", ""));
  const options = readOptions(process.env, process.argv.slice(2), root);
  const { supervise } = await import("./start/supervisor.mjs");
  await supervise({ root, options, say, signal: stop.signal });
} catch (error) {
  if (!stop.signal.aborted) {
    process.stderr.write(`\n${error instanceof StartProblem ? error.message : error.stack}\n`);
    process.exitCode = 1;
  }
}
process.exit();
