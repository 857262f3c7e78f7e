import { spawn } from "node:child_process";
import { compiledProgram } from "@/lib/config/root";
import type { EmbeddedMessage } from "./main";

export interface SpawnedDatabase {
  readonly url: string;
  readonly pid: number;
  /** Ends it cleanly and waits until it is gone. */
  readonly stop: () => Promise<void>;
  /** SIGKILL, as a crash would; waits until it is gone. */
  readonly kill: () => Promise<void>;
}

/**
 * Starts the embedded database in a process of its own, which ends when this one does.
 * Rejects with what the process said when it refuses to start.
 */
export function spawnEmbeddedDatabase(dataDir: string): Promise<SpawnedDatabase> {
  const child = spawn(process.execPath, [compiledProgram("database"), "--data-dir", dataDir], {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000);
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await gone;
  };
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("message", (message: EmbeddedMessage) => {
      if (message.type === "refused") reject(new Error(message.message));
      else
        resolve({
          url: message.url,
          pid: child.pid ?? 0,
          stop: () => end("SIGTERM"),
          kill: () => end("SIGKILL"),
        });
    });
    void gone.then(() => reject(new Error(`The database process ended while it started. ${said}`)));
  });
}
