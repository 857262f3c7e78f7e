import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { test } from "@playwright/test";

interface Process {
  pid: number;
  parent: number;
  command: string;
}

async function processes(): Promise<Process[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-ww", "-o", "pid=,ppid=,args="], {
    maxBuffer: 16 * 1024 ** 2,
  });
  return stdout.split("\n").flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}

/** The worker of the server under test; null while there is none. */
export const workerPid = () => pidOf(({ command }) => command.includes("dist/programs/worker.mjs"));

/** The web server under test; null while there is none. */
export const webServerPid = () => pidOf(({ command }) => command.startsWith("next-server"));

/**
 * A process of the server under test: started by the same process as the database that has this run's data folder,
 * so that one of another server on this machine is never meant.
 */
async function pidOf(isMeant: (process: Process) => boolean): Promise<number | null> {
  const dataDir = String(test.info().config.metadata.dataDir);
  const all = await processes();
  const database = all.find(
    ({ command }) =>
      command.includes("dist/programs/database.mjs") && command.includes(`--data-dir ${dataDir}`),
  );
  if (!database) throw new Error("The server under test is not running.");
  const meant = all.find((each) => each.parent === database.parent && isMeant(each));
  return meant?.pid ?? null;
}
