import { defineConfig } from "@playwright/test";
import tests from "./playwright.config";

/** Takes the pictures of docs/screens from the running product: `npm run screens`. */
export default defineConfig({
  ...tests,
  projects: [
    { name: "first-run", testMatch: "first-run.spec.ts" },
    { name: "screens", testDir: "e2e/screens", dependencies: ["first-run"] },
  ],
});
