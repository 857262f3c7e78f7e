import { readFile } from "node:fs/promises";
import path from "node:path";
import { StartProblem } from "./problem.mjs";
import { run } from "./run.mjs";

/**
 * Installs the packages when they are missing or not those of package-lock.json.
 * @param {string} root
 * @param {(line: string) => void} say
 * @returns {Promise<boolean>} whether anything was installed
 */
export async function ensurePackages(root, say) {
  if (await packagesAreInstalled(root)) return false;
  say("Installing packages (about a minute, once) …");
  const npm = npmCommand();
  const result = await run(npm.command, [...npm.args, "ci", "--no-audit", "--no-fund"], {
    cwd: root,
  });
  if (result.code !== 0) {
    throw new StartProblem(
      `The packages could not be installed (npm ci). It said:\n${result.tail}`,
    );
  }
  return true;
}

/** @param {string} root */
async function packagesAreInstalled(root) {
  const wanted = await readPackages(path.join(root, "package-lock.json"));
  const installed = await readPackages(path.join(root, "node_modules", ".package-lock.json"));
  if (wanted === null)
    throw new StartProblem(
      "package-lock.json is missing or unreadable: restore it from the repository.",
    );
  return installed !== null && packagesMatch(wanted, installed);
}

/**
 * Whether npm's record of what it installed covers the lock file. Packages that are optional, mostly those for other
 * systems, may be absent.
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} LockEntry
 * @param {Record<string, LockEntry>} wanted
 * @param {Record<string, LockEntry>} installed
 */
export function packagesMatch(wanted, installed) {
  return Object.entries(wanted).every(([place, entry]) => {
    if (place === "") return true;
    const found = installed[place];
    if (found) return found.version === entry.version;
    return entry.optional === true || entry.devOptional === true;
  });
}

/**
 * @param {string} file
 * @returns {Promise<Record<string, LockEntry> | null>}
 */
async function readPackages(file) {
  try {
    const { packages } = JSON.parse(await readFile(file, "utf8"));
    return typeof packages === "object" ? packages : null;
  } catch {
    return null;
  }
}

/** npm as it was when it started us, else the one on the path. `npm_execpath` avoids a shell on Windows. */
function npmCommand() {
  const script = process.env.npm_execpath;
  if (script?.endsWith(".js")) return { command: process.execPath, args: [script] };
  return { command: "npm", args: [] };
}
