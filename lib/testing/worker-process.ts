import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { compiledProgram } from "@/lib/config/root";
import { keptSmall } from "@/scripts/start/programs.mjs";

/** A worker in a process of its own, which a test may kill. */
export interface WorkerProcess {
  readonly process: ChildProcess;
  /** Ends it and resolves to its exit code, null after SIGKILL. */
  end(signal: "SIGKILL" | "SIGTERM"): Promise<number | null>;
}

/** Starts a compiled program as a worker on a database, with files in `dataDir`. */
export function startWorkerProcess(
  program: "worker" | "held-worker",
  {
    databaseUrl,
    dataDir,
    encryptionKey = randomBytes(32),
  }: { databaseUrl: string; dataDir: string; encryptionKey?: Buffer },
): WorkerProcess {
  const { args, env } = keptSmall({
    args: ["--conditions=react-server", compiledProgram(program)],
    env: {
      PATH: "/usr/bin:/bin",
      NODE_ENV: "test",
      LOG_LEVEL: "fatal",
      DATABASE_URL: databaseUrl,
      GROUNDWORK_DATA_DIR: dataDir,
      NEXTAUTH_SECRET: "a secret of the tests, long enough for them",
      GROUNDWORK_ENCRYPTION_KEYS: `k:${encryptionKey.toString("base64")}`,
    },
  });
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"], env });
  return {
    process: child,
    async end(signal) {
      child.kill(signal);
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      return new Promise((resolve) => child.once("exit", resolve));
    },
  };
}
