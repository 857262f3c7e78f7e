import path from "node:path";
import { StartProblem } from "./problem.mjs";

/**
 * What web and worker get as their environment. With the embedded database, secrets that are not given are made once and
 * kept in the data folder; with a server of one's own they have to be given, the same on every machine.
 * Throws StartProblem with one sentence for each bad value.
 * @param {{ root: string, options: ReturnType<typeof import("./checks.mjs").readOptions> }} start
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function prepareSettings({ root, options }) {
  // Only now: these packages may just have been installed.
  const { tsImport } = await import("tsx/esm/api");
  const load = (/** @type {string} */ file) => tsImport(path.join(root, file), import.meta.url);
  const { loadOrCreateSecrets } = await load("lib/config/secrets.ts");
  const { parseEnv, requireSecrets } = await load("lib/config/env.ts");
  try {
    const made = options.databaseUrl === null ? await loadOrCreateSecrets(options.dataDir) : {};
    const settings = {
      NEXTAUTH_URL: addressOf(options),
      ...made,
      ...given(process.env),
      NODE_ENV: options.dev ? "development" : "production",
      NEXT_TELEMETRY_DISABLED: "1",
      HOST: options.host,
      PORT: String(options.port),
      GROUNDWORK_DATA_DIR: options.dataDir,
    };
    requireSecrets(parseEnv(settings));
    return settings;
  } catch (error) {
    throw new StartProblem(error instanceof Error ? error.message : String(error));
  }
}

/**
 * The address people open.
 * @param {{ host: string, port: number }} options
 */
export function addressOf({ host, port }) {
  const local = ["127.0.0.1", "0.0.0.0", "::", "::1", "localhost"].includes(host);
  const name = local ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${String(port)}`;
}

/** An empty variable counts as absent. */
function given(/** @type {NodeJS.ProcessEnv} */ env) {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
}
