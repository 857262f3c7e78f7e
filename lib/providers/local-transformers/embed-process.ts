import "server-only";
import { fork, type ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import { compiledProgram } from "@/lib/config/root";
import { AppError } from "@/lib/errors/app-error";
import type { EmbedReply, EmbedRequest } from "./embed-child";

/** A process that runs a model, one request at a time. It gets no environment, hence no secrets. */
export interface EmbedProcess {
  readonly pid: number | undefined;
  readonly ended: boolean;
  /**
   * Resolves to what the process says. Rejects when it ends without a word: with the reason it was killed for, else
   * `local-model.unavailable` (it never worked) or `local-model.stopped`.
   */
  ask(request: EmbedRequest): Promise<EmbedReply>;
  kill(reason?: Error): void;
  /** Whether it keeps this process from ending; at first it does. It ends with this process either way. */
  keepAlive(on: boolean): void;
}

/** JavaScript heap: a tokenizer of 250,000 entries takes about half of it. The weights lie outside. */
const HEAP_MB = 1024;
const PAGE_BYTES = 4096;

export function startEmbedProcess(): EmbedProcess {
  const child = forkChild();
  let current: { resolve(reply: EmbedReply): void; reject(error: Error): void } | null = null;
  let end: Error | null = null;
  let killedFor: Error | null = null;
  let answered = false;
  let errors = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    errors = (errors + chunk.toString("utf8")).slice(-2_000);
  });
  child.on("message", (reply: EmbedReply) => {
    answered = true;
    current?.resolve(reply);
    current = null;
  });
  child.once("error", (cause) => {
    killedFor ??= new AppError("local-model.unavailable", "unavailable", { cause });
  });
  child.once("close", (code, signalName) => {
    const cause = new Error(`embedding ended with ${String(code ?? signalName)}: ${errors}`);
    end =
      killedFor ??
      (answered || signalName !== null
        ? new AppError("local-model.stopped", "unavailable", { cause, retryable: true })
        : new AppError("local-model.unavailable", "unavailable", { cause }));
    current?.reject(end);
    current = null;
  });
  return {
    pid: child.pid,
    get ended() {
      return end !== null || killedFor !== null;
    },
    ask: (request) =>
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
      killedFor ??= reason ?? new AppError("local-model.stopped", "unavailable");
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

function forkChild(): ChildProcess {
  return fork(compiledProgram("embed-child"), [], {
    env: { NODE_ENV: "production" },
    execArgv: ["--conditions=react-server", `--max-old-space-size=${String(HEAP_MB)}`],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    serialization: "advanced",
  });
}

/** Resident memory of the process, native parts included, in MB; 0 where it can't be told (only Linux tells). */
export async function residentMbOf({ pid }: Pick<EmbedProcess, "pid">): Promise<number> {
  if (process.platform !== "linux" || pid === undefined) return 0;
  try {
    const statm = await readFile(`/proc/${String(pid)}/statm`, "utf8");
    return (Number(statm.split(" ")[1]) * PAGE_BYTES) / 1e6;
  } catch {
    return 0;
  }
}
