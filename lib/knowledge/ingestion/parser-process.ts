import "server-only";
import { fork, type ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { env } from "@/lib/config/env";
import { compiledProgram, inRoot } from "@/lib/config/root";
import { AppError } from "@/lib/errors/app-error";
import type { ParseReply, ParseRequest } from "./parser-child";

/** A process that reads files, one at a time. It gets no environment, hence no secrets, and has no network. */
export interface ParserProcess {
  readonly pid: number | undefined;
  /** JavaScript heap it was started with, MB. */
  readonly heapMb: number;
  readonly ended: boolean;
  /**
   * Resolves to what the process says of a file. Rejects when it ends without a word: with the reason it was killed
   * for, else `ingestion.too-complex` (out of memory), `ingestion.damaged` or `ingestion.unavailable` (not started).
   */
  read(request: ParseRequest): Promise<ParseReply>;
  kill(reason?: Error): void;
  /** Whether it keeps this process from ending; at first it does. It ends with this process either way. */
  keepAlive(on: boolean): void;
}

const PAGE_BYTES = 4096;
/** Linux counts processor time in hundredths of a second, whatever the machine's own clock does. */
const TICK_MS = 10;

export function startParser(heapMb: number): ParserProcess {
  const child = forkChild(heapMb);
  let current: { resolve(reply: ParseReply): void; reject(error: Error): void } | null = null;
  let end: Error | null = null;
  let killedFor: Error | null = null;
  let errors = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    errors = (errors + chunk.toString("utf8")).slice(-2_000);
  });
  child.on("message", (reply: ParseReply) => {
    current?.resolve(reply);
    current = null;
  });
  child.once("error", (cause) => {
    killedFor ??= new AppError("ingestion.unavailable", "unavailable", { cause, retryable: true });
  });
  child.once("close", (code, signalName) => {
    end = killedFor ?? crashError({ code, signalName, errors });
    current?.reject(end);
    current = null;
  });
  return {
    pid: child.pid,
    heapMb,
    get ended() {
      return end !== null;
    },
    read: (request) =>
      new Promise((resolve, reject) => {
        if (end) {
          reject(end);
          return;
        }
        current = { resolve, reject };
        errors = "";
        child.send(request, () => undefined);
      }),
    kill: (reason) => {
      killedFor ??= reason ?? null;
      child.kill("SIGKILL");
    },
    keepAlive: (on) => {
      for (const handle of [child, child.channel, child.stderr]) {
        if (!isCounted(handle)) continue;
        if (on) handle.ref();
        else handle.unref();
      }
    },
  };
}

/** Whether it keeps this process from ending; the pipe of stderr does too, which its type doesn't tell. */
function isCounted(handle: object | null | undefined): handle is { ref(): void; unref(): void } {
  return handle !== null && handle !== undefined && "ref" in handle && "unref" in handle;
}

function forkChild(heapMb: number): ChildProcess {
  const { ocrDataDir } = env();
  return fork(compiledProgram("parser-child"), [], {
    env: {
      NODE_ENV: "production",
      ...(ocrDataDir === null ? {} : { GROUNDWORK_OCR_DATA_DIR: ocrDataDir }),
    },
    execArgv: [
      "--import",
      pathToFileURL(inRoot("lib/knowledge/ingestion/parser-isolation.mjs")).href,
      "--conditions=react-server",
      `--max-old-space-size=${String(heapMb)}`,
    ],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    serialization: "advanced",
  });
}

/** The child died without a word: out of memory when Node aborts, else the file crashed a parser. */
function crashError(end: {
  code: number | null;
  signalName: NodeJS.Signals | null;
  errors: string;
}): AppError {
  const memory =
    end.signalName === "SIGABRT" || end.code === 134 || /heap out of memory/i.test(end.errors);
  const cause = new Error(`parser ended with ${String(end.code ?? end.signalName)}: ${end.errors}`);
  return memory
    ? new AppError("ingestion.too-complex", "bad-request", { cause })
    : new AppError("ingestion.damaged", "bad-request", { params: { format: "" }, cause });
}

/** Resident memory of a process, native parts included, in MB; 0 where it can't be told (only Linux tells). */
export async function residentMbOf({ pid }: Pick<ParserProcess, "pid">): Promise<number> {
  if (process.platform !== "linux" || pid === undefined) return 0;
  try {
    const statm = await readFile(`/proc/${String(pid)}/statm`, "utf8");
    return (Number(statm.split(" ")[1]) * PAGE_BYTES) / 1e6;
  } catch {
    return 0;
  }
}

/** Processor time a process has used, in ms; null where it can't be told (only Linux tells) or it has ended. */
export async function processorMsOf({ pid }: Pick<ParserProcess, "pid">): Promise<number | null> {
  if (process.platform !== "linux" || pid === undefined) return null;
  try {
    const stat = await readFile(`/proc/${String(pid)}/stat`, "utf8");
    // The name before the last bracket may hold anything; times are the twelfth and thirteenth value after it.
    const values = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(values[11]) + Number(values[12])) * TICK_MS;
  } catch {
    return null;
  }
}

/** The most resident memory a running process has ever had, in MB; 0 where it can't be told or it has ended. */
export async function peakMbOf({ pid }: Pick<ParserProcess, "pid">): Promise<number> {
  if (process.platform !== "linux" || pid === undefined) return 0;
  try {
    const status = await readFile(`/proc/${String(pid)}/status`, "utf8");
    return (Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024) / 1e6;
  } catch {
    return 0;
  }
}
