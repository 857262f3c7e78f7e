import type { TestProject } from "vitest/node";
import type { SpawnedDatabase } from "@/lib/db/embedded/spawn";
import { startFromTemplate } from "./database-template";

let databases: SpawnedDatabase[] = [];

/**
 * One database process for all integration suites that run in one worker, one after the other: suites that run side by side would
 * take each other's jobs, whose files are elsewhere.
 */
export async function setup(project: TestProject): Promise<void> {
  const workers = project.config.maxWorkers;
  databases = await Promise.all(Array.from({ length: workers }, () => startFromTemplate()));
  project.provide(
    "databaseUrls",
    databases.map(({ url }) => url),
  );
}

export async function teardown(): Promise<void> {
  // Nobody waits for a clean shutdown of data that is thrown away.
  await Promise.all(databases.map((database) => database.kill()));
}
