import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closingLine, readPlaywrightReport, readVitestReport } from "./report.mjs";

/** @type {string} */
let dir;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "groundwork-report-"));
});
afterAll(() => rm(dir, { recursive: true }));

async function file(/** @type {string} */ name, /** @type {unknown} */ content) {
  await writeFile(path.join(dir, name), JSON.stringify(content));
  return path.join(dir, name);
}

it("counts a test file that could not be loaded as a failure", async () => {
  const report = {
    numPassedTests: 7,
    numFailedTests: 1,
    testResults: [
      { status: "failed", assertionResults: [] },
      { status: "failed", assertionResults: [{}] },
      { status: "passed", assertionResults: [{}] },
    ],
  };
  expect(await readVitestReport(await file("vitest.json", report))).toEqual({
    passed: 7,
    failed: 2,
  });
});

it("counts a browser test that needed a second try, and an error outside tests, as failures", async () => {
  const report = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] };
  expect(await readPlaywrightReport(await file("e2e.json", report))).toEqual({
    passed: 5,
    failed: 3,
  });
});

it("has no totals when there is no report", async () => {
  expect(await readVitestReport(path.join(dir, "missing.json"))).toBeNull();
  expect(await readPlaywrightReport(path.join(dir, "missing.json"))).toBeNull();
});

it("closes with one plain line", () => {
  expect(
    closingLine([
      { passed: 3, failed: 0 },
      { passed: 4, failed: 2 },
    ]),
  ).toBe("7 passed, 2 failed");
});
