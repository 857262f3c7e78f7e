import path from "node:path";
import { parseArgs } from "node:util";
import { DatabaseRefusal } from "../refusal";
import { startEmbeddedDatabase } from "./start";

/** What this process tells its parent, once. */
export type EmbeddedMessage =
  | { readonly type: "ready"; readonly url: string; readonly applied: readonly string[] }
  | { readonly type: "refused"; readonly reason: string; readonly message: string };

/**
 * The embedded database as a process: `node dist/programs/database.mjs --data-dir <folder>`, started with an
 * IPC channel. It says "ready" or "refused", stops cleanly on SIGTERM, and when the channel closes, which is how it
 * learns that its parent is gone, whatever killed it. Ctrl-C reaches the whole terminal group; the parent decides
 * when the database goes, so SIGINT is left to it.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { "data-dir": { type: "string" } } });
  const dataDir = path.resolve(values["data-dir"] ?? ".groundwork");
  const starting = startEmbeddedDatabase({ dataDir, onFatal: crash });
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    starting
      .then((running) => running.stop())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", () => {
    if (!process.connected) stop();
  });
  process.on("disconnect", stop);
  const { url, applied } = await starting;
  tell({ type: "ready", url, applied });
}

function tell(message: EmbeddedMessage, then?: () => void): void {
  if (process.send && process.connected) process.send(message, () => then?.());
  else then?.();
}

function crash(error: unknown): void {
  const refused = error instanceof DatabaseRefusal;
  const message =
    error instanceof Error
      ? refused
        ? error.message
        : (error.stack ?? error.message)
      : String(error);
  process.stderr.write(`${message}\n`);
  tell({ type: "refused", reason: refused ? error.reason : "broken", message }, () =>
    process.exit(1),
  );
}

main().catch(crash);
