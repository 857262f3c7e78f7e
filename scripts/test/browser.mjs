import { existsSync } from "node:fs";
import path from "node:path";
import { spawnSync } from "node:child_process";
import { findBrowser } from "./find-browser.mjs";

/**
 * Makes sure there is a browser for the end-to-end tests: one that is there, else Playwright's own, else Debian's.
 * @param {string} root
 * @returns {boolean} whether there is one now
 */
export function ensureBrowser(root) {
  if (findBrowser() !== null || playwrightHasOne(root)) return true;
  const cli = path.join(root, "node_modules/@playwright/test/cli.js");
  process.stdout.write("No browser found: downloading Playwright's …\n");
  if (succeeds(process.execPath, [cli, "install", "chromium"]) && playwrightHasOne(root))
    return true;
  if (process.platform === "linux" && process.getuid?.() === 0) {
    process.stdout.write("Installing the system's chromium package …\n");
    succeeds("apt-get", ["update"]);
    succeeds("apt-get", ["install", "--yes", "--no-install-recommends", "chromium"]);
  }
  return findBrowser() !== null;
}

function playwrightHasOne(/** @type {string} */ root) {
  const script = 'console.log(require("@playwright/test").chromium.executablePath())';
  const result = spawnSync(process.execPath, ["-e", script], { cwd: root, encoding: "utf8" });
  return result.status === 0 && existsSync(result.stdout.trim());
}

function succeeds(/** @type {string} */ command, /** @type {string[]} */ args) {
  return spawnSync(command, args, { stdio: "inherit" }).status === 0;
}
