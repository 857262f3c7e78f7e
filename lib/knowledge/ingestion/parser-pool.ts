import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { ParseReply } from "./parser-child";
import { residentMbOf, startParser, type ParserProcess } from "./parser-process";
import type { Format, ParsedDocument, ParseInput } from "./parsers/_contract/parser";

/** What one file may cost. */
export interface ParserLimits {
  /** Wall clock, ms, with the start of a process where one is needed. */
  timeMs: number;
  /** JavaScript heap of the child, MB. */
  heapMb: number;
  /** Resident memory of the child, native parts included, MB. Watched on Linux only. */
  residentMb: number;
}
export const PARSER_LIMITS: ParserLimits = { timeMs: 60_000, heapMb: 768, residentMb: 1_200 };

/** How long a child is used: starting one takes about a second, reading most files far less. */
export interface ParserReuse {
  /** A child that waited this long for a file is ended, ms. */
  idleMs: number;
  /** A child is ended after this many files. */
  maxFiles: number;
  /** A child that holds more resident memory than this after a file is ended, MB. */
  restMb: number;
}
const PARSER_REUSE: ParserReuse = { idleMs: 20_000, maxFiles: 50, restMb: 500 };

const WATCH_EVERY_MS = 50;

export type ParsedFile = ParsedDocument & { format: Format };

export interface ParserPool {
  parse(input: ParseInput, limits?: ParserLimits): Promise<ParsedFile>;
  /** Process ids of the children that wait for a file. */
  idlePids(): number[];
}

const shared = createParserPool();

/**
 * Reads a file in a process of its own, so that a file that loops, explodes or crashes its parser costs that process
 * and nothing else. Throws what the parser throws, and `ingestion.too-slow` or `ingestion.too-complex` when a ceiling
 * is hit; rejects with the signal's reason on abort.
 */
export function parseInChild(input: ParseInput, limits?: ParserLimits): Promise<ParsedFile> {
  return shared.parse(input, limits);
}

/**
 * Children that read files one after another; files read at the same time get a child each. Only a child whose last
 * file went well is used again, and a file that fails in a used child is read once more in a new one, so that no file
 * fails for what an earlier one did. Idle children don't keep this process alive, and end with it.
 */
export function createParserPool(reuse: ParserReuse = PARSER_REUSE): ParserPool {
  let idle: { parser: ParserProcess; files: number; timer: NodeJS.Timeout }[] = [];

  function rest(parser: ParserProcess, files: number) {
    parser.keepAlive(false);
    const timer = setTimeout(() => {
      idle = idle.filter((one) => one.parser !== parser);
      parser.kill();
    }, reuse.idleMs);
    idle.push({ parser, files, timer: timer.unref() });
  }

  function forgetEnded() {
    for (const { timer } of idle.filter(({ parser }) => parser.ended)) clearTimeout(timer);
    idle = idle.filter(({ parser }) => !parser.ended);
  }

  /** The child that rested least, so that those not needed any more come to their end. */
  function takeIdle(heapMb: number): { parser: ParserProcess; files: number } | null {
    forgetEnded();
    const index = idle.findLastIndex(({ parser }) => parser.heapMb === heapMb);
    const [taken] = index < 0 ? [] : idle.splice(index, 1);
    if (!taken) return null;
    clearTimeout(taken.timer);
    taken.parser.keepAlive(true);
    return taken;
  }

  async function readWith(
    { parser, files }: { parser: ParserProcess; files: number },
    input: ParseInput,
    limits: ParserLimits,
  ): Promise<ParsedFile> {
    try {
      const file = await readWithin(parser, input, limits);
      const full = files + 1 >= reuse.maxFiles || (await residentMbOf(parser)) > reuse.restMb;
      if (full) parser.kill();
      else rest(parser, files + 1);
      return file;
    } catch (error) {
      parser.kill();
      throw error;
    }
  }

  return {
    async parse(input, limits = PARSER_LIMITS) {
      input.signal.throwIfAborted();
      const used = takeIdle(limits.heapMb);
      if (used) {
        try {
          return await readWith(used, input, limits);
        } catch (error) {
          if (input.signal.aborted) throw error;
        }
      }
      return readWith({ parser: startParser(limits.heapMb), files: 0 }, input, limits);
    },
    idlePids: () => {
      forgetEnded();
      return idle.flatMap(({ parser }) => parser.pid ?? []);
    },
  };
}

/** Reads a file with a child that is killed at a ceiling or on abort. */
async function readWithin(
  parser: ParserProcess,
  { signal, ...request }: ParseInput,
  limits: ParserLimits,
): Promise<ParsedFile> {
  const timer = setTimeout(() => {
    const params = { minutes: limits.timeMs / 60_000 };
    parser.kill(new AppError("ingestion.too-slow", "bad-request", { params }));
  }, limits.timeMs);
  const stopWatching = watchMemory(parser, limits);
  const onAbort = () => {
    parser.kill(
      signal.reason instanceof Error ? signal.reason : new DOMException("Aborted", "AbortError"),
    );
  };
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    const reply = await parser.read(request);
    if (reply.ok) return reply.document;
    throw replyError(reply);
  } finally {
    clearTimeout(timer);
    stopWatching();
    signal.removeEventListener("abort", onAbort);
  }
}

/** Native memory does not count towards the heap ceiling, so the whole process is watched from outside. */
function watchMemory(parser: ParserProcess, limits: ParserLimits): () => void {
  let watching = true;
  const look = async () => {
    const residentMb = await residentMbOf(parser);
    if (!watching || residentMb <= limits.residentMb) return;
    parser.kill(new AppError("ingestion.too-complex", "bad-request"));
  };
  const timer = setInterval(() => void look(), WATCH_EVERY_MS);
  void look();
  return () => {
    watching = false;
    clearInterval(timer);
  };
}

function replyError(reply: Extract<ParseReply, { ok: false }>): AppError {
  return new AppError(reply.code, reply.kind, {
    params: reply.params,
    cause: new Error(reply.detail),
  });
}
