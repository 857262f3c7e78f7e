import { rm } from "node:fs/promises";
import path from "node:path";
import { spawn } from "node:child_process";
import { ensureBuild, ensureDatabaseClient, ensureWidget } from "../start/build.mjs";
import { ensureBrowser } from "./browser.mjs";
import { readPlaywrightReport, readVitestReport } from "./report.mjs";

/**
 * One thing `npm test` checks. `run` gives whether it passed, and for tests how many did.
 * @typedef {{ passed: boolean, totals?: import("./report.mjs").Totals }} Outcome
 * @typedef {{ name: string, e2e?: boolean, run: () => Promise<Outcome> }} Stage
 */

const CHECKED_FOLDERS = ["app", "components", "lib", "widget", "prisma/seed", "proxy.ts"];

/**
 * All stages in order; each needs only what the ones before it left.
 * @param {string} root
 * @returns {Stage[]}
 */
export function listStages(root) {
  const bin = (/** @type {string} */ script) => path.join(root, "node_modules", script);
  const node = (/** @type {string} */ script, /** @type {string[]} */ ...args) =>
    runNode(root, [bin(script), ...args]);
  const build = { root, say: (/** @type {string} */ line) => process.stdout.write(`${line}\n`) };
  return [
    { name: "Database client", run: () => attempt(() => ensureDatabaseClient(build)) },
    {
      name: "Format",
      run: () => node("prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."),
    },
    { name: "Lint", run: () => node("eslint/bin/eslint.js", "--max-warnings", "0", ".") },
    { name: "Types", run: () => node("typescript/bin/tsc", "--noEmit") },
    {
      name: "Dependency rules",
      run: () =>
        node(
          "dependency-cruiser/bin/dependency-cruise.mjs",
          "--config",
          ".dependency-cruiser.mjs",
          ...CHECKED_FOLDERS,
        ),
    },
    { name: "Unit, component and integration tests", run: () => runVitest(root, bin) },
    {
      name: "Build",
      run: () =>
        attempt(async () => {
          await ensureWidget(build);
          await ensureBuild({ ...build, onLine: build.say });
        }),
    },
    { name: "Bundle", run: () => runNode(root, [path.join(root, "scripts/check-bundle.mjs")]) },
    { name: "End-to-end tests", e2e: true, run: () => runPlaywright(root, bin) },
  ];
}

/** @returns {Promise<Outcome>} */
async function runVitest(
  /** @type {string} */ root,
  /** @type {(script: string) => string} */ bin,
) {
  const file = path.join(root, "test-results", "vitest.json");
  await rm(file, { force: true });
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const { passed } = await runNode(root, [bin("vitest/vitest.mjs"), ...args]);
  const totals = await readVitestReport(file);
  return { passed: passed && totals !== null && totals.failed === 0, ...(totals && { totals }) };
}

/** @returns {Promise<Outcome>} */
async function runPlaywright(
  /** @type {string} */ root,
  /** @type {(script: string) => string} */ bin,
) {
  if (!ensureBrowser(root)) {
    process.stdout.write(
      "No browser could be found or installed. Install Chromium and set CHROMIUM_PATH to it.\n",
    );
    return { passed: false };
  }
  const file = path.join(root, "test-results", "e2e.json");
  await rm(file, { force: true });
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  const { passed } = await runNode(
    root,
    [bin("@playwright/test/cli.js"), "test", "--reporter=list,json"],
    env,
  );
  const totals = await readPlaywrightReport(file);
  return { passed: passed && totals !== null && totals.failed === 0, ...(totals && { totals }) };
}

/** @returns {Promise<Outcome>} */
async function attempt(/** @type {() => Promise<void>} */ work) {
  try {
    await work();
    return { passed: true };
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return { passed: false };
  }
}

/** @returns {Promise<Outcome>} */
function runNode(/** @type {string} */ root, /** @type {string[]} */ args, extra = {}) {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...extra };
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env,
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.once("error", () => resolve({ passed: false }));
    child.once("exit", (code) => resolve({ passed: code === 0 }));
  });
}
