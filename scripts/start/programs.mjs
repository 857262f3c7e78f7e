import { rm } from "node:fs/promises";
import path from "node:path";
import { ensureDatabaseClient } from "./build.mjs";
import { fingerprint } from "./fingerprint.mjs";
import { isNoInput, unlessFresh } from "./fresh.mjs";

/**
 * The server's programs besides the web server, each a process of its own. They are compiled once instead of by each
 * process that starts: it starts in half the time and needs some 80 MB less.
 */
const PROGRAMS = {
  worker: "lib/jobs/worker.ts",
  database: "lib/db/embedded/main.ts",
  migrate: "lib/db/migrate-command.ts",
  "parser-child": "lib/knowledge/ingestion/parser-child.ts",
  "embed-child": "lib/providers/local-transformers/embed-child.ts",
  "rotate-keys": "lib/services/secret/rotate-command.ts",
};

const INPUTS = [
  "lib",
  "prisma/schema.prisma",
  "scripts/start/programs.mjs",
  "tsconfig.json",
  "package-lock.json",
];

/** Arguments that run one. What is compiled resolves packages as Next's server build does (`server-only` throws otherwise). */
export function programArgs(/** @type {keyof typeof PROGRAMS} */ name) {
  return ["--conditions=react-server", `dist/programs/${name}.mjs`];
}

/**
 * V8 looks for what is not in use any more once a heap has grown by half. By itself it waits, on machines with much memory, until it is
 * two to four times as large, and never gives that back. It is no ceiling: a process that needs more has more.
 */
export const GROWS_BY_HALF = "--heap-growing-percent=50";

/**
 * How a worker is started, so that its memory stays small: what it has in use is about 100 MB, and it used to take five times that. glibc
 * keeps freed memory for each thread that had some (compiling the database client's WebAssembly is many threads' work): here for two.
 * @param {{ args: string[], env: NodeJS.ProcessEnv }} start
 */
export function keptSmall({ args, env }) {
  return {
    args: [GROWS_BY_HALF, ...args],
    env: { MALLOC_ARENA_MAX: "2", ...env },
  };
}

/**
 * Compiles the programs when anything that goes into them changed, the database client among it.
 * @param {import("./build.mjs").Step} step
 */
export async function ensurePrograms(step) {
  const { root, say } = step;
  await ensureDatabaseClient(step);
  const outdir = path.join(root, "dist/programs");
  const mark = path.join(outdir, ".fingerprint");
  await unlessFresh(mark, await fingerprint(root, INPUTS, isNoInput), async () => {
    say("Compiling the server's programs …");
    await rm(outdir, { recursive: true, force: true });
    await compilePrograms(root, PROGRAMS);
  });
}

/**
 * Compiles TypeScript programs of this project to `dist/programs/<name>.mjs`. Packages are left to be found at run time.
 * @param {string} root
 * @param {Record<string, string>} programs name to source, from the root
 */
export async function compilePrograms(root, programs) {
  // Not there yet when this file is read on a fresh clone.
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: root,
    entryPoints: programs,
    outdir: "dist/programs",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    // What is imported late stays late: one file alone would load all packages at once.
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    conditions: ["react-server"],
    sourcemap: true,
    keepNames: true,
    logLevel: "warning",
  });
}
