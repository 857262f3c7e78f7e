#!/usr/bin/env node
/**
 * Prisma's command line without its downloaded engine: `npm run db:new -- --name add_x`, `npm run db:status` and the rest.
 * With DATABASE_URL they speak to that server; without, to an empty database in memory, which is enough to compare
 * schema.prisma with the migrations.
 */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const { status } = spawnSync(
  process.execPath,
  [path.join(root, "node_modules/prisma/build/index.js"), ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: path.join(root, "scripts/prisma-schema-engine.mjs"),
      CHECKPOINT_DISABLE: "1",
    },
  },
);
process.exitCode = status ?? 1;
