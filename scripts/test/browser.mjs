import { existsSync } from "node:fs";
import path from "node:path";
import { spawnSync } from "node:child_process";
import { installPackages } from "./debian-packages.mjs";
import { findBrowser } from "./find-browser.mjs";

/**
 * Makes sure there is a browser for the end-to-end tests: one that is there, else Playwright's own, else Debian's.
 * @param {string} root
 * @returns {Promise<string | null>} why there is none
 */
export async function ensureBrowser(root) {
  if (findBrowser() !== null || playwrightHasOne(root)) return null;
  const cli = path.join(root, "node_modules/@playwright/test/cli.js");
  process.stdout.write("No browser found: downloading Playwright's …\n");
  spawnSync(process.execPath, [cli, "install", "chromium"], { stdio: "inherit" });
  if (playwrightHasOne(root)) return null;
  process.stdout.write("Installing the system's chromium package …\n");
  const reason = await installPackages(["chromium"]);
  return findBrowser() === null ? (reason ?? "the package chromium brought none") : null;
}

function playwrightHasOne(/** @type {string} */ root) {
  const script = 'console.log(require("@playwright/test").chromium.executablePath())';
  const result = spawnSync(process.execPath, ["-e", script], { cwd: root, encoding: "utf8" });
  return result.status === 0 && existsSync(result.stdout.trim());
}
