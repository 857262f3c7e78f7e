import { randomBytes } from "node:crypto";
import { chmod, mkdir } from "node:fs/promises";
import path from "node:path";
import { migrateDatabase, MIGRATIONS_FOLDER } from "../migrate";
import { type EmbeddedEngine, openEngine } from "./engine";
import { lockFolder } from "./folder-lock";
import { startWireServer } from "./wire-server";

export interface EmbeddedDatabase {
  /** Holds the password: for child processes of the same user only. */
  readonly url: string;
  /** Names of the migrations this start applied. */
  readonly applied: readonly string[];
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** The database goes to `<dataDir>/pg`, locked by `<dataDir>/pg.lock`. */
  readonly dataDir: string;
  readonly migrations?: string;
  readonly onFatal: (error: Error) => void;
}

/**
 * Brings up the embedded database in this process: takes the folder's lock, opens the engine, listens on 127.0.0.1 with
 * a fresh random password, and migrates. Throws DatabaseRefusal, with everything released again, when it must not.
 */
export async function startEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { dataDir, migrations = MIGRATIONS_FOLDER, onFatal } = options;
  const folder = path.join(dataDir, "pg");
  const lock = await lockFolder(folder);
  let engine: EmbeddedEngine | undefined;
  try {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o700);
    engine = await openEngine(folder);
    const opened = engine;
    const password = randomBytes(24).toString("base64url");
    const server = await startWireServer({ engine, password, onFatal });
    const url = `postgresql://postgres:${password}@127.0.0.1:${String(server.port)}/postgres`;
    const stop = async () => {
      await server.stop();
      await opened.close();
      await lock.release();
    };
    try {
      return { url, stop, applied: await migrateDatabase(url, migrations) };
    } catch (error) {
      await server.stop();
      throw error;
    }
  } catch (error) {
    await engine?.close();
    await lock.release();
    throw error;
  }
}
