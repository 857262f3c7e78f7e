import "server-only";
import { fork, type ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { AppError } from "@/lib/errors/app-error";
import type { ParseReply, ParseRequest } from "./parser-child";
import type { Format, ParsedDocument, ParseInput } from "./parsers/_contract/parser";

export interface ParserLimits {
  /** Wall clock, ms. */
  timeMs: number;
  /** JavaScript heap of the child, MB. */
  heapMb: number;
  /** Resident memory of the child, native parts included, MB. Watched on Linux only. */
  residentMb: number;
}
export const PARSER_LIMITS: ParserLimits = { timeMs: 60_000, heapMb: 768, residentMb: 1_200 };

const WATCH_EVERY_MS = 50;
const PAGE_BYTES = 4096;
const root = path.join(import.meta.dirname, "../../..");

/**
 * Reads a file in a process of its own, so that a file that loops, explodes or crashes its parser costs that process
 * and nothing else. The child gets no environment, hence no secrets. Throws what the parser throws, and
 * `ingestion.too-slow` or `ingestion.too-complex` when a ceiling is hit; rejects with the signal's reason on abort.
 */
export function parseInChild(
  { signal, ...request }: ParseInput,
  limits: ParserLimits = PARSER_LIMITS,
): Promise<ParsedDocument & { format: Format }> {
  signal.throwIfAborted();
  const child = startChild(limits);
  return new Promise((resolve, reject) => {
    let errors = "";
    let killedFor: Error | null = null;
    const kill = (reason: Error) => {
      killedFor ??= reason;
      child.kill("SIGKILL");
    };
    const params = { minutes: limits.timeMs / 60_000 };
    const timer = setTimeout(() => {
      kill(new AppError("ingestion.too-slow", "bad-request", { params }));
    }, limits.timeMs);
    const stopWatching = watchMemory(child, limits, () => {
      kill(new AppError("ingestion.too-complex", "bad-request"));
    });
    const onAbort = () => {
      kill(
        signal.reason instanceof Error ? signal.reason : new DOMException("Aborted", "AbortError"),
      );
    };
    signal.addEventListener("abort", onAbort, { once: true });

    let reply: ParseReply | null = null;
    child.stderr?.on("data", (chunk: Buffer) => {
      errors = (errors + chunk.toString("utf8")).slice(-2_000);
    });
    child.once("message", (message: ParseReply) => {
      reply = message;
    });
    child.once("error", (error) => {
      killedFor ??= new AppError("ingestion.unavailable", "unavailable", {
        cause: error,
        retryable: true,
      });
    });
    child.once("close", (code, signalName) => {
      clearTimeout(timer);
      stopWatching();
      signal.removeEventListener("abort", onAbort);
      if (killedFor) reject(killedFor);
      else if (reply?.ok) resolve(reply.document);
      else reject(reply ? replyError(reply) : crashError({ code, signalName, errors }));
    });
    child.send(request satisfies ParseRequest, () => undefined);
  });
}

function startChild(limits: ParserLimits): ChildProcess {
  const tsx = createRequire(import.meta.url).resolve("tsx");
  return fork(path.join(import.meta.dirname, "parser-child.ts"), [], {
    cwd: root,
    env: { NODE_ENV: "production" },
    execArgv: [
      "--import",
      pathToFileURL(tsx).href,
      "--conditions=react-server",
      `--max-old-space-size=${String(limits.heapMb)}`,
    ],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    serialization: "advanced",
  });
}

/** Native memory does not count towards the heap ceiling, so the whole process is watched from outside. */
function watchMemory(child: ChildProcess, limits: ParserLimits, exceeded: () => void): () => void {
  const { pid } = child;
  if (process.platform !== "linux" || pid === undefined) return () => undefined;
  const timer = setInterval(() => {
    void readFile(`/proc/${String(pid)}/statm`, "utf8").then(
      (statm) => {
        if ((Number(statm.split(" ")[1]) * PAGE_BYTES) / 1e6 > limits.residentMb) exceeded();
      },
      () => undefined,
    );
  }, WATCH_EVERY_MS);
  return () => {
    clearInterval(timer);
  };
}

function replyError(reply: Extract<ParseReply, { ok: false }>): AppError {
  return new AppError(reply.code, reply.kind, {
    params: reply.params,
    cause: new Error(reply.detail),
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
