import { startChild, stopChild } from "./child.mjs";
import { StartProblem } from "./problem.mjs";
import { programArgs } from "./programs.mjs";
import { run } from "./run.mjs";

/**
 * @typedef {object} RunningDatabase
 * @property {string} url
 * @property {number | undefined} pid
 * @property {Promise<string>} gone its last lines, when it has ended
 * @property {() => Promise<void>} stop
 */

/**
 * Starts the embedded database on a data folder and waits until it is migrated. Throws StartProblem when it refuses.
 * @param {{ root: string, dataDir: string, signal: AbortSignal }} options
 * @returns {Promise<RunningDatabase>}
 */
export async function startEmbeddedDatabase({ root, dataDir, signal }) {
  const child = startChild({
    args: [...programArgs("database"), "--data-dir", dataDir],
    cwd: root,
    env: process.env,
    handlesDisconnect: true,
  });
  // It reads the closed channel as "stop", on systems without signals too.
  const stop = () => stopChild(child, { graceMs: 15_000, ask: (process) => process.disconnect() });
  const stopEarly = () => void stop();
  signal.addEventListener("abort", stopEarly, { once: true });
  /** @type {{ type: string, url: string, message: string } | null} */
  const message = await new Promise((resolve) => {
    child.process.once("message", resolve);
    void child.gone.then(() => resolve(null));
  });
  // From here on the caller decides when: those that use the database go first.
  signal.removeEventListener("abort", stopEarly);
  if (message?.type === "ready") {
    const { pid } = child.process;
    return { url: message.url, pid, gone: child.gone.then(child.tail), stop };
  }
  await child.gone;
  throw new StartProblem(
    message?.message ?? `The database could not be started. It said:\n${child.tail()}`,
  );
}

/**
 * Brings a PostgreSQL server that is not ours to this build's schema. Throws StartProblem when it refuses.
 * @param {{ root: string, databaseUrl: string, signal: AbortSignal }} options
 * @returns {Promise<string>} what was applied
 */
export async function migrateServer({ root, databaseUrl, signal }) {
  const env = { ...process.env, DATABASE_URL: databaseUrl };
  const result = await run(process.execPath, programArgs("migrate"), { cwd: root, env, signal });
  if (result.code !== 0) throw new StartProblem(result.tail);
  return result.tail;
}
