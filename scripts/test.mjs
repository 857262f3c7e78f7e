#!/usr/bin/env node
/**
 * `npm test` (and `npm run verify`, which leaves out the end-to-end tests): installs what is missing, then checks
 * everything, stops at the first stage that fails, and ends with a line such as "812 passed, 0 failed".
 */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ensurePackages } from "./start/packages.mjs";
import { StartProblem } from "./start/problem.mjs";
import { closingLine } from "./test/report.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const say = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

/** Runs the rows of stages and returns a line for each stage, and the totals of those that count tests. */
async function runStages(/** @type {import("./test/stages.mjs").Stage[][]} */ rows) {
  const summary = [];
  const totals = [];
  let complete = true;
  for (const row of rows) {
    for (const outcome of await Promise.all(row.map(runStage))) {
      summary.push(outcome.line);
      totals.push(outcome.totals);
      complete &&= outcome.passed;
    }
    if (!complete) break;
  }
  return { summary, totals, complete };
}

async function runStage(/** @type {import("./test/stages.mjs").Stage} */ { name, run }) {
  say(`\n━━ ${name} ${"━".repeat(Math.max(4, 60 - name.length))}`);
  const started = Date.now();
  const { passed, totals, said, note } = await run();
  if (said) say(`\n━━ ${name}:\n${said}`);
  const seconds = String(Math.round((Date.now() - started) / 1000));
  // A stage that failed without a failed test is one failure itself, so that the last line never looks clean.
  const counted = totals ?? { passed: 0, failed: 0 };
  return {
    passed,
    line: `${passed ? "✓" : "✗"} ${name} (${seconds} s)${note ? ` — ${note}` : ""}`,
    totals: passed || counted.failed > 0 ? counted : { ...counted, failed: 1 },
  };
}

try {
  await ensurePackages(root, say);
  // Only now: the stages import packages.
  const { listStages } = await import("./test/stages.mjs");
  const withBrowser = !process.argv.includes("--no-e2e");
  const { summary, totals, complete } = await runStages(
    listStages(root).map((row) => row.filter((stage) => withBrowser || !stage.e2e)),
  );
  say(`\n━━ Summary ${"━".repeat(53)}\n${summary.join("\n")}\n\n${closingLine(totals)}`);
  process.exitCode = complete ? 0 : 1;
} catch (error) {
  say(
    error instanceof StartProblem
      ? error.message
      : String(error instanceof Error ? error.stack : error),
  );
  say(closingLine([{ passed: 0, failed: 1 }]));
  process.exitCode = 1;
}
