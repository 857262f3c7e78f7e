import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const ROOT = path.resolve(import.meta.dirname, "../..");
const DIE_WITH_PARENT = pathToFileURL(path.join(ROOT, "scripts/start/die-with-parent.mjs")).href;

export interface Child {
  /** The line it was waited for, with its groups. */
  readonly ready: RegExpExecArray;
  readonly pid: number | undefined;
  /** Ends it and waits until it is gone. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a Node program in the project's folder and waits for a line of its output that says it is ready. What else
 * it says goes to standard error. It ends with this process. Throws when it ends before that line.
 */
export async function startChild(
  args: readonly string[],
  { ready, env }: { ready: RegExp; env?: NodeJS.ProcessEnv },
): Promise<Child> {
  const child = spawn(process.execPath, ["--import", DIE_WITH_PARENT, ...args], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    ...(env && { env }),
  });
  const { stdout } = child;
  if (stdout === null) throw new Error("A piped output is always there.");
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    await gone;
  };
  const found = await new Promise<RegExpExecArray>((resolve, reject) => {
    let isReady = false;
    createInterface({ input: stdout }).on("line", (line) => {
      const match = isReady ? null : ready.exec(line);
      if (match) {
        isReady = true;
        resolve(match);
      } else if (line.trim() !== "") process.stderr.write(`${line}\n`);
    });
    child.once("error", reject);
    child.once("exit", () => {
      reject(new Error(`${args.at(-1) ?? ""} ended before it was ready.`));
    });
  });
  return { ready: found, pid: child.pid, stop };
}

/** Arguments that run a TypeScript program of the server's side. */
export function program(file: string, ...args: readonly string[]): string[] {
  return ["--conditions=react-server", "--import", "tsx", file, ...args];
}
