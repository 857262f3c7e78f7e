import type { TestProject } from "vitest/node";
import type { SpawnedDatabase } from "@/lib/db/embedded/spawn";
import { startFromTemplate } from "./database-template";

let database: SpawnedDatabase | undefined;

/** One database process for all integration suites of a run. */
export async function setup(project: TestProject): Promise<void> {
  database = await startFromTemplate();
  project.provide("databaseUrl", database.url);
}

export async function teardown(): Promise<void> {
  // Nobody waits for a clean shutdown of data that is thrown away.
  await database?.kill();
}
