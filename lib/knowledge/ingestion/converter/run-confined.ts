import "server-only";
import { spawn, type ChildProcess } from "node:child_process";
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { AppError } from "@/lib/errors/app-error";
import { residentMbOf } from "../parser-process";

/** What one conversion may cost. */
export interface ConversionLimits {
  /** Wall clock, ms. */
  timeMs: number;
  /** Resident memory of all its processes together, MB. Watched on Linux only. */
  residentMb: number;
  /** What it may write, its own profile and temporary files included, bytes. */
  outputBytes: number;
}

interface Run {
  command: readonly [program: string, ...args: string[]];
  /** The only folder it is told of: its home, its working directory, its temporary files. */
  folder: string;
  limits: ConversionLimits;
  signal: AbortSignal;
}

const WATCH_EVERY_MS = 50;

/**
 * Runs a program with no environment of ours, hence no secrets, and kills it with all it started at a ceiling or on
 * abort. Resolves when it has ended, however it ended, to the most resident memory seen, MB. Rejects with
 * `ingestion.too-slow`, `ingestion.too-complex` (memory), `ingestion.unsafe-archive` (output), the signal's reason, or
 * the system's error when it can't be started.
 */
export async function runConfined({ command, folder, limits, signal }: Run): Promise<number> {
  signal.throwIfAborted();
  const [program, ...args] = command;
  const child = spawn(program, args, {
    cwd: folder,
    env: {
      NODE_ENV: "production",
      HOME: folder,
      TMPDIR: folder,
      LANG: "C.UTF-8",
      PATH: "/usr/local/bin:/usr/bin:/bin",
    },
    stdio: "ignore",
    // A process group of its own, which can be killed as a whole.
    detached: true,
    windowsHide: true,
  });
  const killed: { reason?: Error } = {};
  const kill = (reason: Error) => {
    killed.reason ??= reason;
    killGroup(child);
  };
  const onAbort = () =>
    kill(
      signal.reason instanceof Error ? signal.reason : new DOMException("Aborted", "AbortError"),
    );
  signal.addEventListener("abort", onAbort, { once: true });
  const watch = watchLimits({ child, folder, limits, kill });
  try {
    await ended(child);
  } finally {
    signal.removeEventListener("abort", onAbort);
    watch.stop();
    // Whatever it left running.
    killGroup(child);
  }
  if (killed.reason) throw killed.reason;
  if ((await bytesIn(folder)) > limits.outputBytes) throw tooMuchOutput();
  return watch.peakMb();
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", () => resolve());
  });
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    // Windows has no process groups.
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // All of it has ended.
  }
}

interface Watched extends Pick<Run, "folder" | "limits"> {
  child: ChildProcess;
  kill: (reason: Error) => void;
}

function watchLimits({ child, folder, limits, kill }: Watched) {
  let peak = 0;
  let looking = false;
  const startedAt = performance.now();
  const look = async () => {
    const ms = performance.now() - startedAt;
    if (ms >= limits.timeMs) {
      const params = { seconds: Math.round(ms / 1_000) };
      kill(new AppError("ingestion.too-slow", "bad-request", { params }));
    }
    if (looking) return;
    looking = true;
    const [megabytes, bytes] = await Promise.all([residentMbOfGroup(child.pid), bytesIn(folder)]);
    looking = false;
    peak = Math.max(peak, megabytes);
    if (megabytes > limits.residentMb) kill(new AppError("ingestion.too-complex", "bad-request"));
    if (bytes > limits.outputBytes) kill(tooMuchOutput());
  };
  const timer = setInterval(() => void look(), WATCH_EVERY_MS);
  return { stop: () => clearInterval(timer), peakMb: () => peak };
}

const tooMuchOutput = () =>
  new AppError("ingestion.unsafe-archive", "bad-request", { params: { what: "size" } });

/** Resident memory of a process group in MB; 0 where it can't be told (only Linux tells). */
async function residentMbOfGroup(group: number | undefined): Promise<number> {
  if (process.platform !== "linux" || group === undefined) return 0;
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const sizes = await Promise.all(
    pids.map(async (pid) => ((await groupOf(pid)) === group ? residentMbOf({ pid }) : 0)),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function groupOf(pid: number): Promise<number | null> {
  try {
    const line = await readFile(`/proc/${String(pid)}/stat`, "utf8");
    // The name before the last bracket may hold anything; the group is the third value after it.
    return Number(line.slice(line.lastIndexOf(")") + 2).split(" ")[2]);
  } catch {
    return null;
  }
}

/** Bytes of the files in a folder and below; what vanishes meanwhile counts nothing. */
async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        stat(path.join(entry.parentPath, entry.name)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
