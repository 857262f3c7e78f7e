import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { defineConfig } from "@playwright/test";
import { findBrowser } from "./scripts/test/find-browser.mjs";

const port = Number(process.env.E2E_PORT ?? 4780);
const modelPort = port + 1;
/** Where specs that need one start a mail server (e2e/servers/mail); nobody listens there otherwise. */
const mailPort = port + 2;
// Playwright loads this file in every worker: the folder is made once and handed on through the environment.
process.env.E2E_DATA_DIR ??= mkdtempSync(path.join(tmpdir(), "groundwork-e2e-"));
process.env.E2E_MODEL_PORT = String(modelPort);

/**
 * The production build, a real database in a scratch folder and a model server that speaks the real protocol.
 * `first-run` signs up the owner of the empty instance; everything else invites its own people.
 */
export default defineConfig({
  testDir: "e2e/specs",
  metadata: { dataDir: process.env.E2E_DATA_DIR, mailPort },
  outputDir: "test-results",
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: process.env.CI ? [["list"], ["json", { outputFile: "test-results/e2e.json" }]] : "list",
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: findBrowser() ?? undefined,
      args: [
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--disable-domain-reliability",
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
      ],
    },
  },
  projects: [
    { name: "first-run", testMatch: "first-run.spec.ts" },
    { name: "main", testIgnore: "first-run.spec.ts", dependencies: ["first-run"] },
  ],
  webServer: [
    {
      command: "node scripts/start.mjs",
      url: `http://127.0.0.1:${port}/api/health`,
      timeout: 600_000,
      gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
      env: {
        PORT: String(port),
        // As the pages are opened: services send browsers back to it, where the session has to count.
        NEXTAUTH_URL: `http://127.0.0.1:${port}`,
        GROUNDWORK_DATA_DIR: process.env.E2E_DATA_DIR,
        GROUNDWORK_ALLOW_HOSTS: `127.0.0.1:${modelPort}`,
        GROUNDWORK_SMTP_URL: `smtp://127.0.0.1:${mailPort}`,
        GROUNDWORK_MAIL_FROM: "Groundwork <ground@mail.example>",
      },
    },
    {
      command: `npx tsx e2e/servers/model-api/main.ts --port ${modelPort}`,
      port: modelPort,
      timeout: 30_000,
    },
  ],
});
