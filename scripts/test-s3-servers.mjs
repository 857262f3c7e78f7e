#!/usr/bin/env node
/**
 * `npm run test:s3-servers`: the S3 connector, and a sync by it, on real servers of Debian's packages, which are installed where they are
 * missing. `npm test` does the same with Ceph; OpenStack Swift, which is stricter in some things, is left to this.
 */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { spawn } from "node:child_process";
import { ensureCeph, ensureSwift } from "./test/s3-servers.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const missing = [
  ["Ceph", await ensureCeph()],
  ["OpenStack Swift", await ensureSwift()],
].filter(([, reason]) => reason !== null);
const vitest = path.join(root, "node_modules/vitest/vitest.mjs");
const child = spawn(process.execPath, [vitest, "run", "lib/connectors/s3/real-servers"], {
  cwd: root,
  env: { ...process.env, S3_SERVERS: "ceph,swift" },
  stdio: "inherit",
});
child.once("close", (code) => {
  for (const [name, reason] of missing) {
    process.stdout.write(`NOT RUN on ${String(name)}: ${String(reason)}.\n`);
  }
  process.exitCode = code === 0 && missing.length === 0 ? 0 : 1;
});
