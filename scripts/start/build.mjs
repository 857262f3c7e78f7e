import path from "node:path";
import { fingerprint } from "./fingerprint.mjs";
import { isNoInput, unlessFresh } from "./fresh.mjs";
import { StartProblem } from "./problem.mjs";
import { run } from "./run.mjs";

/**
 * @typedef {{ root: string, say: (line: string) => void, signal?: AbortSignal, onLine?: (line: string) => void }} Step
 */

const CLIENT_INPUTS = ["prisma/schema.prisma", "node_modules/prisma/package.json"];
const WIDGET_INPUTS = ["widget", "scripts/build-widget.mjs", "tsconfig.json", "package-lock.json"];
const BUILD_INPUTS = [
  "app",
  "components",
  "lib",
  "prisma/schema.prisma",
  "proxy.ts",
  "next.config.js",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];

/**
 * Generates the database client when the schema changed.
 * @param {Step} step
 */
export async function ensureDatabaseClient({ root, say, signal }) {
  const mark = path.join(root, "lib/db/generated/.fingerprint");
  await unlessFresh(mark, await fingerprint(root, CLIENT_INPUTS), async () => {
    say("Preparing the database client …");
    // Generating needs no schema engine, only that one seems to be there: without it the tool would download one.
    const env = {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: "1",
    };
    const script = path.join(root, "node_modules/prisma/build/index.js");
    const result = await run(process.execPath, [script, "generate"], { cwd: root, env, signal });
    if (result.code !== 0) {
      throw new StartProblem(`The database client could not be generated:\n${result.tail}`);
    }
  });
}

/**
 * Builds the chat for visitors when anything that goes into it changed. Before the web server starts, which reads once
 * which files it has to serve.
 * @param {Step} step
 */
export async function ensureWidget({ root, say, signal }) {
  const mark = path.join(root, "public/widget/.fingerprint");
  await unlessFresh(mark, await fingerprint(root, WIDGET_INPUTS, isNoInput), async () => {
    say("Building the chat widget …");
    const script = path.join(root, "scripts/build-widget.mjs");
    const result = await run(process.execPath, [script], { cwd: root, env: process.env, signal });
    if (result.code !== 0) {
      throw new StartProblem(`The chat widget could not be built:\n${result.tail}`);
    }
  });
}

/**
 * Builds the web application when anything that goes into it changed.
 * @param {Step} step
 */
export async function ensureBuild({ root, say, signal, onLine }) {
  const mark = path.join(root, ".next/groundwork-fingerprint");
  await unlessFresh(mark, await fingerprint(root, BUILD_INPUTS, isNoInput), async () => {
    say("Building (about half a minute, after each change of the code) …");
    const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
    const script = path.join(root, "node_modules/next/dist/bin/next");
    const result = await run(process.execPath, [script, "build"], {
      cwd: root,
      env,
      signal,
      onLine,
    });
    if (result.code !== 0) throw new StartProblem(`The build failed:\n${result.tail}`);
  });
}
