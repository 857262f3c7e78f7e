import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { inRoot } from "@/lib/config/root";
import { POSTGRES_MAJOR } from "@/lib/db/embedded/data-version";
import { type SpawnedDatabase, spawnEmbeddedDatabase } from "@/lib/db/embedded/spawn";
import { MIGRATIONS_FOLDER, readMigrations } from "@/lib/db/migrate";

const CACHE = inRoot("node_modules/.cache/groundwork");

/**
 * A migrated, empty data folder, made once per set of migrations and kept under node_modules/.cache: creating one
 * takes seconds, copying it a fraction. Many test runs may ask at once; the first to finish wins.
 */
async function templateFolder(): Promise<string> {
  const migrations = await readMigrations(MIGRATIONS_FOLDER);
  const key = createHash("sha256")
    .update(POSTGRES_MAJOR)
    .update(migrations.map((m) => m.checksum).join());
  const template = path.join(CACHE, `database-${key.digest("hex").slice(0, 16)}`);
  if (existsSync(template)) return template;
  await mkdir(CACHE, { recursive: true });
  const draft = await mkdtemp(`${template}-`);
  const database = await spawnEmbeddedDatabase(draft);
  await database.stop();
  // Fails when another run was faster: then its result is as good.
  await rename(draft, template).catch(() => rm(draft, { recursive: true, force: true }));
  return template;
}

/** A data folder of one's own with a migrated, empty database that nobody has open. The caller removes it. */
export async function copyTemplate(): Promise<string> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "groundwork-test-"));
  await cp(await templateFolder(), dataDir, { recursive: true });
  return dataDir;
}

/** A database process on a fresh copy of the template; `stop` and `kill` end it and remove the copy. */
export async function startFromTemplate(): Promise<SpawnedDatabase> {
  const dataDir = await copyTemplate();
  const database = await spawnEmbeddedDatabase(dataDir);
  const clear = () => rm(dataDir, { recursive: true, force: true });
  return {
    ...database,
    stop: () => database.stop().then(clear),
    kill: () => database.kill().then(clear),
  };
}
