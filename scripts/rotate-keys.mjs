#!/usr/bin/env node
/**
 * `npm run keys:rotate`: seals every stored secret with another master key; docs/guides/running.md says when and how.
 * With DATABASE_URL it runs beside the serving processes, with the keys of GROUNDWORK_ENCRYPTION_KEYS. The embedded
 * database has to be stopped for it, and its keys are made and dropped here. `--new-key` only prints a fresh key.
 */
import { spawn } from "node:child_process";
import path from "node:path";
import { readOptions } from "./start/checks.mjs";
import { startEmbeddedDatabase } from "./start/database.mjs";
import { ensurePackages } from "./start/packages.mjs";
import { StartProblem } from "./start/problem.mjs";
import { ensurePrograms, programArgs } from "./start/programs.mjs";

const root = path.resolve(import.meta.dirname, "..");
// Standard output belongs to the result.
const say = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);
const stop = new AbortController();
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
  process.on(signal, () => stop.abort());
}

try {
  const args = process.argv.slice(2);
  await ensurePackages(root, say);
  const { tsImport } = await import("tsx/esm/api");
  const secrets = await tsImport(path.join(root, "lib/config/secrets.ts"), import.meta.url);
  if (args[0] === "--new-key") process.stdout.write(`${secrets.newEncryptionKey()}\n`);
  else process.exitCode = await rotate(readOptions(process.env, args, root), secrets);
} catch (error) {
  process.stderr.write(`${error instanceof StartProblem ? error.message : error.stack}\n`);
  process.exitCode = 1;
}
process.exit();

/**
 * @param {ReturnType<typeof readOptions>} options
 * @param {typeof import("../lib/config/secrets.ts")} secrets
 * @returns {Promise<number>} the exit code
 */
async function rotate({ databaseUrl, dataDir }, secrets) {
  await ensurePrograms({ root, say, signal: stop.signal });
  if (databaseUrl !== null) return program({ DATABASE_URL: databaseUrl });
  const database = await startEmbeddedDatabase({ root, dataDir, signal: stop.signal });
  try {
    const env = { DATABASE_URL: database.url, GROUNDWORK_DATA_DIR: dataDir };
    if (process.env.GROUNDWORK_ENCRYPTION_KEYS) return await program(env);
    const code = await program({ ...env, ...(await secrets.addEncryptionKey(dataDir)) });
    // Only once nothing is sealed with them any more.
    if (code === 0) await secrets.dropFormerEncryptionKeys(dataDir);
    return code;
  } finally {
    await database.stop();
  }
}

/**
 * @param {Record<string, string>} env
 * @returns {Promise<number>}
 */
function program(env) {
  const child = spawn(process.execPath, programArgs("rotate-keys"), {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit"],
  });
  stop.signal.addEventListener("abort", () => child.kill("SIGTERM"), { once: true });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
