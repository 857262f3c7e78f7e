import os from "node:os";
import path from "node:path";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;

/**
 * Three projects: `unit` is pure and fast, `components` renders React, and the widget's Preact, in jsdom,
 * `integration` talks to a real embedded database, real files and real HTTP.
 * `server-only` throws outside a React server build, so it is an empty module here.
 */
const alias = {
  "@": root,
  "server-only": path.join(root, "lib/testing/empty.ts"),
};

/** How long something is waited for that comes by itself: a busy machine takes its time. */
const expect = { poll: { timeout: 15_000 } };

export default defineConfig({
  resolve: { alias },
  test: {
    maxWorkers: Math.max(2, os.availableParallelism() - 1),
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["{lib,widget,scripts,prisma,bench}/**/*.test.{ts,mjs}"],
          exclude: ["**/*.integration.test.ts", "**/node_modules/**"],
          globalSetup: ["lib/testing/global-programs.ts"],
          environment: "node",
          expect,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "components",
          include: ["components/**/*.test.{ts,tsx}", "widget/**/*.test.tsx"],
          environment: "jsdom",
          setupFiles: ["lib/testing/dom-setup.ts"],
        },
      },
      {
        resolve: { alias },
        test: {
          name: "integration",
          globalSetup: ["lib/testing/global-programs.ts", "lib/testing/global-database.ts"],
          include: ["**/*.integration.test.ts"],
          exclude: ["**/node_modules/**"],
          environment: "node",
          // Random histories of each source: how many, how often real workers are killed in some, and the seed of a run that is to be repeated.
          provide: {
            syncHistories: process.env.SYNC_HISTORIES ?? "2",
            syncKills: process.env.SYNC_KILLS ?? "1",
            syncSeed: process.env.SYNC_SEED ?? "",
            // Real servers that S3 is tested on, where they are installed: see scripts/test-s3-servers.mjs.
            s3Servers: process.env.S3_SERVERS ?? "ceph",
          },
          // Each worker has a database of its own.
          maxWorkers: 2,
          expect,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
