import { readFile } from "node:fs/promises";

/** @typedef {{ passed: number, failed: number }} Totals */

/**
 * The totals of a vitest JSON report; a file that could not be loaded counts as a failure. Null when there is none.
 * @param {string} file
 * @returns {Promise<Totals | null>}
 */
export async function readVitestReport(file) {
  const report = await readJson(file);
  if (report === null) return null;
  const broken = report.testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ suite) =>
      suite.status === "failed" && suite.assertionResults.length === 0,
  ).length;
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken };
}

/**
 * The totals of a Playwright JSON report. A test that passed only when tried again is a failure.
 * @param {string} file
 * @returns {Promise<Totals | null>}
 */
export async function readPlaywrightReport(file) {
  const report = await readJson(file);
  if (report === null) return null;
  const { expected, unexpected, flaky } = report.stats;
  return { passed: expected, failed: unexpected + flaky + report.errors.length };
}

/** The last line of a run. */
export function closingLine(/** @type {Totals[]} */ totals) {
  const sum = (/** @type {keyof Totals} */ key) =>
    totals.reduce((total, entry) => total + entry[key], 0);
  return `${String(sum("passed"))} passed, ${String(sum("failed"))} failed`;
}

async function readJson(/** @type {string} */ file) {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return null;
  }
}
