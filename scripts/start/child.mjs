import { spawn } from "node:child_process";
import path from "node:path";
import { finished } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { keepTail } from "./run.mjs";

const DIE_WITH_PARENT = pathToFileURL(path.join(import.meta.dirname, "die-with-parent.mjs")).href;

/**
 * A Node process that ends with this one.
 * @typedef {object} Child
 * @property {import("node:child_process").ChildProcess} process
 * @property {Promise<number>} gone resolves with the exit code, 1 when a signal ended it
 * @property {() => string} tail its last lines
 * @property {() => boolean} running
 */

/**
 * @param {{ args: string[], cwd: string, env: NodeJS.ProcessEnv, handlesDisconnect?: boolean, nodeFlags?: readonly string[],
 *           onLine?: (line: string) => void }} options `handlesDisconnect`: it notices by itself that we are gone
 * @returns {Child}
 */
export function startChild({ args, cwd, env, handlesDisconnect = false, nodeFlags = [], onLine }) {
  const flags = [...nodeFlags, ...(handlesDisconnect ? [] : ["--import", DIE_WITH_PARENT])];
  const child = spawn(process.execPath, [...flags, ...args], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const tail = keepTail(child, 40, onLine);
  /** @type {Promise<number>} */
  const exited = new Promise((resolve) => {
    child.once("error", () => resolve(1));
    child.once("exit", (code) => resolve(code ?? 1));
  });
  // The last lines may come after the exit; a grandchild that holds the pipes open is not waited for. ("close" would
  // be the event for this, but it never comes after a disconnect() on our side.)
  const drained = Promise.allSettled([finished(child.stdout), finished(child.stderr)]);
  const gone = exited.then(async (code) => {
    await Promise.race([drained, delay(300)]);
    return code;
  });
  return {
    process: child,
    gone,
    tail,
    running: () => child.exitCode === null && child.signalCode === null,
  };
}

/**
 * Asks a child to end and makes it end after `graceMs`.
 * @param {Child} child
 * @param {{ graceMs: number, ask?: (child: import("node:child_process").ChildProcess) => void }} options
 */
export async function stopChild(child, { graceMs, ask = (process) => process.kill("SIGTERM") }) {
  if (!child.running()) return;
  ask(child.process);
  const timer = setTimeout(() => child.process.kill("SIGKILL"), graceMs);
  await child.gone;
  clearTimeout(timer);
}

/**
 * Keeps a child running: one that ends is started again, after 1 s, 2 s, 4 s … up to 30 s. A minute without trouble
 * starts the count anew.
 * @param {() => Child} start
 * @param {(code: number, tail: string, waitMs: number) => void} onEnd
 */
export function keepRunning(start, onEnd) {
  let stopped = false;
  let failures = 0;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  /** Ended on purpose: no reason to start it again. */
  const replaced = new WeakSet();
  let child = launch();

  function launch() {
    const started = Date.now();
    const current = start();
    void current.gone.then((code) => {
      if (stopped || replaced.has(current)) return;
      failures = Date.now() - started > 60_000 ? 0 : failures + 1;
      const waitMs = Math.min(30_000, 1000 * 2 ** Math.max(0, failures - 1));
      onEnd(code, current.tail(), waitMs);
      timer = setTimeout(() => (child = launch()), waitMs);
    });
    return current;
  }

  return {
    /** Ends the present one and starts another at once. */
    restart: async () => {
      const old = child;
      replaced.add(old);
      clearTimeout(timer);
      await stopChild(old, { graceMs: 2000 });
      // Another restart may have come in the meantime.
      if (!stopped && old === child) child = launch();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await stopChild(child, { graceMs: 5000 });
    },
  };
}
