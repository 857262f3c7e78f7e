import { compilePrograms, ensurePrograms } from "@/scripts/start/programs.mjs";

const root = process.cwd();

/** What tests start as processes of their own. */
export async function setup(): Promise<void> {
  await ensurePrograms({ root, say: () => {} });
  await compilePrograms(root, { "held-worker": "lib/testing/held-worker.ts" });
}
