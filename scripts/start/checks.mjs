import { randomBytes } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { StartProblem } from "./problem.mjs";

/**
 * Throws when Node is older than `required` ("20.19").
 * @param {string} version e.g. "20.20.2"
 * @param {string} required e.g. "20.19"
 */
export function checkNodeVersion(version, required) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [needMajor = 0, needMinor = 0] = required.split(".").map(Number);
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return;
  throw new StartProblem(
    `Groundwork needs Node.js ${required} or newer, and this is ${version}. Install a newer one from nodejs.org.`,
  );
}

/**
 * The settings of a start.
 * @param {Record<string, string | undefined>} env
 * @param {string[]} args
 * @param {string} root
 */
export function readOptions(env, args, root) {
  const unknown = args.find((arg) => arg !== "--dev");
  if (unknown !== undefined)
    throw new StartProblem(`Unknown option ${unknown}. The only one is --dev.`);
  const port = Number(env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new StartProblem(`PORT must be a whole number from 1 to 65535, not "${env.PORT ?? ""}".`);
  }
  return {
    dev: args.includes("--dev"),
    port,
    host: env.HOST || "127.0.0.1",
    dataDir: path.resolve(root, env.GROUNDWORK_DATA_DIR || ".groundwork"),
    databaseUrl: env.DATABASE_URL || null,
  };
}

/**
 * Throws when nothing can listen there.
 * @param {string} host
 * @param {number} port
 */
export async function checkPortIsFree(host, port) {
  const code = await tryToListen(host, port);
  if (code === null) return;
  const other = `choose another with PORT=${String(port < 65_535 ? port + 1 : 3000)} npm start`;
  if (code === "EADDRINUSE") {
    throw new StartProblem(
      `Port ${String(port)} is taken by another program. Stop it, or ${other}.`,
    );
  }
  if (code === "EACCES") {
    throw new StartProblem(`This user may not listen on port ${String(port)}: ${other}.`);
  }
  throw new StartProblem(`Can't listen on ${host}:${String(port)} (${code}). Check HOST and PORT.`);
}

/** @returns {Promise<string | null>} an error code, or null when listening works */
function tryToListen(/** @type {string} */ host, /** @type {number} */ port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) =>
      resolve(error.code ?? error.message),
    );
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

/**
 * Makes the data folder, for this user only, and throws when it can't be written to.
 * @param {string} dataDir
 */
export async function checkDataFolder(dataDir) {
  const probe = path.join(dataDir, `.write-check-${randomBytes(4).toString("hex")}`);
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await writeFile(probe, "");
    await rm(probe);
  } catch {
    throw new StartProblem(
      `Can't write to ${dataDir}. Make the folder writable, or choose another with GROUNDWORK_DATA_DIR.`,
    );
  }
}
