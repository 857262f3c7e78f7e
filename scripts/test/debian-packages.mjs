import { existsSync } from "node:fs";
import { spawn } from "node:child_process";

/** A mirror that doesn't answer must not hold up everything; a browser of 100 MB comes in it over a slow line. */
const LONGEST_MS = 10 * 60_000;

/**
 * Installs packages of Debian or Ubuntu. Null when that went well, else why it didn't.
 * @param {readonly string[]} names
 * @returns {Promise<string | null>}
 */
export async function installPackages(names) {
  if (!existsSync("/etc/debian_version")) return "this is no Debian or Ubuntu";
  if (process.getuid?.() !== 0) return "packages are only installed by root";
  const lock = ["-o", "DPkg::Lock::Timeout=120"];
  await aptGet("update");
  const install = ["install", "--yes", "--no-install-recommends", ...lock];
  const said = await aptGet(...install, ...names);
  return said === null ? null : `apt-get couldn't install it: ${said}`;
}

/**
 * @param {string[]} args
 * @returns {Promise<string | null>} the last thing it said when it failed
 */
function aptGet(...args) {
  return new Promise((resolve) => {
    const child = spawn("apt-get", ["-qq", ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      timeout: LONGEST_MS,
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => (said = (said + text).slice(-2000)));
    }
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code) =>
      resolve(code === 0 ? null : (said.trim().split("\n").at(-1) ?? "")),
    );
  });
}
