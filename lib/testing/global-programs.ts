import { ensureDatabaseClient } from "@/scripts/start/build.mjs";
import { compilePrograms, ensurePrograms } from "@/scripts/start/programs.mjs";

const root = process.cwd();

/** What tests start as processes of their own. */
export async function setup(): Promise<void> {
  const step = { root, say: () => {} };
  await ensureDatabaseClient(step);
  await ensurePrograms(step);
  await compilePrograms(root, { "held-worker": "lib/testing/held-worker.ts" });
}
