import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { program, startChild } from "./child";

export interface Server {
  readonly baseUrl: string;
  readonly stop: () => Promise<void>;
}

export interface App extends Server {
  /** Of its process, or of the one that started all others. */
  readonly pid: number | undefined;
}

export interface ModelServer extends Server {
  readonly apiKey: string;
  readonly pid: number | undefined;
}

/**
 * The app as `npm start` runs it, in production mode on a free port: built when its code has changed since the last
 * build, with a worker, on the given database, and with files in a folder of its own. It gets nothing of this process'
 * environment, so that the numbers don't depend on it.
 */
export async function startApp(databaseUrl: string): Promise<App> {
  const folder = await mkdtemp(path.join(tmpdir(), "groundwork-bench-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  const port = await freePort();
  const child = await startChild(["scripts/start.mjs"], {
    ready: /is running at (\S+)/,
    env: {
      NODE_ENV: "production",
      // The build looks for `node` itself.
      PATH: path.dirname(process.execPath),
      DATABASE_URL: databaseUrl,
      GROUNDWORK_DATA_DIR: folder,
      PORT: String(port),
      NEXTAUTH_SECRET: randomBytes(32).toString("base64url"),
      GROUNDWORK_ENCRYPTION_KEYS: `bench:${randomBytes(32).toString("base64")}`,
      LOG_LEVEL: "warn",
    },
  }).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  return {
    baseUrl: `http://127.0.0.1:${String(port)}`,
    pid: child.pid,
    stop: async () => {
      await child.stop();
      await remove();
    },
  };
}

/** The OpenAI-compatible server of the tests, answering at once. `dimension`: length of its embeddings. */
export async function startModelServer({ dimension = 256 } = {}): Promise<ModelServer> {
  const { ready, stop, pid } = await startChild(
    program("e2e/servers/model-api/main.ts", "--port", "0", "--dimension", String(dimension)),
    { ready: /Model API on (\S+), key (\S+)/ },
  );
  const [, baseUrl = "", apiKey = ""] = ready;
  return { baseUrl, apiKey, stop, pid };
}

/** The same work with no platform; see floor-server.ts. */
export async function startFloor(storeId: string, model: ModelServer): Promise<App> {
  const { ready, stop, pid } = await startChild(
    program(
      "bench/floor-server.ts",
      "--store",
      storeId,
      "--model",
      model.baseUrl,
      "--key",
      model.apiKey,
    ),
    { ready: /Floor on (\S+)/ },
  );
  return { baseUrl: ready[1] ?? "", stop, pid };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
