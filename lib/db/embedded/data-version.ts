import { readFile } from "node:fs/promises";
import path from "node:path";
import { DatabaseRefusal } from "../refusal";

/** The PostgreSQL major version inside PGlite, which alone can read its data folders. */
export const POSTGRES_MAJOR = "18";

/** Throws {@link DatabaseRefusal} "other-postgres" when the folder holds data of another PostgreSQL version. */
export async function checkDataVersion(folder: string): Promise<void> {
  const version = await readFile(path.join(folder, "PG_VERSION"), "utf8").catch(
    () => POSTGRES_MAJOR,
  );
  if (version.trim() === POSTGRES_MAJOR) return;
  throw new DatabaseRefusal(
    "other-postgres",
    `The data in ${folder} was written by PostgreSQL ${version.trim()}; this version of Groundwork reads ` +
      `PostgreSQL ${POSTGRES_MAJOR}. Start it with the version that wrote it, or choose another folder with GROUNDWORK_DATA_DIR.`,
  );
}
