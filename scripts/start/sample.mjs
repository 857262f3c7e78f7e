import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { StartProblem } from "./problem.mjs";
import { run } from "./run.mjs";

const SEED = "prisma/seed/main.ts";

/**
 * Loads the sample workspace into a new embedded database. The seed is idempotent, so a start that was broken off in the
 * middle of it simply loads it again.
 * @param {{ root: string, dataDir: string, env: NodeJS.ProcessEnv, signal: AbortSignal, say: (line: string) => void }} options
 */
export async function ensureSample({ root, dataDir, env, signal, say }) {
  const mark = path.join(dataDir, "sample-loaded");
  if (existsSync(mark) || !existsSync(path.join(root, SEED))) return;
  say("Loading the sample workspace …");
  const args = ["--conditions=react-server", "--import", "tsx", SEED];
  const result = await run(process.execPath, args, { cwd: root, env, signal });
  if (result.code !== 0)
    throw new StartProblem(`The sample workspace could not be loaded:\n${result.tail}`);
  await writeFile(mark, "");
}
