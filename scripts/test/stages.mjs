import { rm } from "node:fs/promises";
import path from "node:path";
import { spawn } from "node:child_process";
import { ensureBuild, ensureDatabaseClient, ensureWidget } from "../start/build.mjs";
import { ensureBrowser } from "./browser.mjs";
import { readPlaywrightReport, readVitestReport } from "./report.mjs";
import { ensureCeph } from "./s3-servers.mjs";

/**
 * One thing `npm test` checks. `run` gives whether it passed, for tests how many did, what it has to say if it
 * didn't say it while it ran, and what belongs into the summary.
 * @typedef {{ passed: boolean, totals?: import("./report.mjs").Totals, said?: string, note?: string }} Outcome
 * @typedef {{ name: string, e2e?: boolean, run: () => Promise<Outcome> }} Stage
 */

const CHECKED_FOLDERS = ["app", "components", "lib", "widget", "prisma/seed", "proxy.ts"];

/**
 * All stages in order; those of one row run side by side, and a row needs only what the rows before it left.
 * @param {string} root
 * @returns {Stage[][]}
 */
export function listStages(root) {
  const bin = (/** @type {string} */ script) => path.join(root, "node_modules", script);
  const build = { root, say: (/** @type {string} */ line) => process.stdout.write(`${line}\n`) };
  const quietly = (/** @type {string} */ script, /** @type {string[]} */ ...args) =>
    runNode(root, [bin(script), ...args], { quiet: true });
  return [
    [{ name: "Database client", run: () => attempt(() => ensureDatabaseClient(build)) }],
    [
      { name: "Lint", run: () => quietly("eslint/bin/eslint.js", "--max-warnings", "0", ".") },
      // One after the other they take about as long as the linter does alone.
      {
        name: "Types, format and dependency rules",
        run: () =>
          inTurn(
            () => quietly("typescript/bin/tsc", "--noEmit"),
            () => quietly("prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."),
            () =>
              quietly(
                "dependency-cruiser/bin/dependency-cruise.mjs",
                "--config",
                ".dependency-cruiser.mjs",
                ...CHECKED_FOLDERS,
              ),
          ),
      },
      { name: "Ceph for the tests of S3", run: withCeph },
    ],
    [{ name: "Unit, component and integration tests", run: () => runVitest(root, bin) }],
    [
      {
        name: "Build",
        run: () =>
          attempt(async () => {
            await ensureWidget(build);
            await ensureBuild({ ...build, onLine: build.say });
          }),
      },
    ],
    [{ name: "Bundle", run: () => runNode(root, [path.join(root, "scripts/check-bundle.mjs")]) }],
    [{ name: "End-to-end tests", e2e: true, run: () => runPlaywright(root, bin) }],
  ];
}

/**
 * Does all, whether the ones before passed or not; passed when all did.
 * @param {(() => Promise<Outcome>)[]} runs
 * @returns {Promise<Outcome>}
 */
async function inTurn(...runs) {
  const outcomes = [];
  for (const run of runs) outcomes.push(await run());
  return {
    passed: outcomes.every(({ passed }) => passed),
    said: outcomes.map(({ said }) => said ?? "").join(""),
  };
}

/**
 * A server is no reason to fail: where it can't be had, the tests that need it are left out, and the summary says so.
 * @returns {Promise<Outcome>}
 */
async function withCeph() {
  const reason = await ensureCeph();
  return { passed: true, ...(reason !== null && { note: `NOT RUN on Ceph: ${reason}` }) };
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
  const reason = await ensureBrowser(root);
  if (reason !== null) {
    process.stdout.write(
      `No browser could be found or installed (${reason}). Install Chromium and set CHROMIUM_PATH to it.\n`,
    );
    return { passed: false };
  }
  const file = path.join(root, "test-results", "e2e.json");
  await rm(file, { force: true });
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  const { passed } = await runNode(
    root,
    [bin("@playwright/test/cli.js"), "test", "--reporter=list,json"],
    { env },
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

/**
 * Runs a script of Node. What it prints is shown at once, or with `quiet` kept as what it said.
 * @param {string} root
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, quiet?: boolean }} [options]
 * @returns {Promise<Outcome>}
 */
function runNode(root, args, { env = {}, quiet = false } = {}) {
  return new Promise((resolve) => {
    const output = quiet ? "pipe" : "inherit";
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
      stdio: ["ignore", output, output],
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text) => (said += text));
    }
    child.once("error", () => resolve({ passed: false, said }));
    child.once("close", (code) => resolve({ passed: code === 0, said }));
  });
}
