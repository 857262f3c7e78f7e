import "server-only";
import { AppError, isAppError } from "@/lib/errors/app-error";
import type { ParseReply } from "./parser-child";
import {
  peakMbOf,
  processorMsOf,
  residentMbOf,
  startParser,
  type ParserProcess,
} from "./parser-process";
import { limitsFor, type ParserLimits } from "./parser-limits";
import type { Format, ParsedDocument, ParseInput } from "./parsers/_contract/parser";

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

const WATCH_EVERY_MS = 20;
/** Between two looks no more than this is taken for time the child ran. */
const MAX_LOOK_MS = 1_000;

/** Share of its time that a process must have run for the time to be the file's fault. */
const MIN_BUSY_SHARE = 0.25;
/** In less time this share can't be told. */
const MIN_TELLING_MS = 1_000;

/** What reading a file took. */
export interface ReadCost {
  /** Wall clock while the machine ran, with the start of a process where one was needed. */
  ms: number;
  /** Most resident memory of the child in MB, over all files it has read; 0 where it can't be told (Linux tells). */
  peakMb: number;
}

export type ParsedFile = ParsedDocument & { format: Format };

export interface ParserPool {
  /** With `limitsFor` the file by default. */
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
export function createParserPool(
  reuse: ParserReuse = PARSER_REUSE,
  onRead: (cost: ReadCost) => void = () => undefined,
): ParserPool {
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
      const file = await readWithin(parser, input, { ...limits, onRead });
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
    async parse(input, given) {
      input.signal.throwIfAborted();
      const limits = given ?? (await limitsFor(input));
      const used = takeIdle(limits.heapMb);
      if (used) {
        try {
          return await readWith(used, input, limits);
        } catch (error) {
          if (input.signal.aborted || isTooSlow(error)) throw error;
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

/** A second try would take as long again. */
const isTooSlow = (error: unknown) =>
  isAppError(error) && /^ingestion\.(?:too-slow|unavailable)$/.test(error.code);

/** Reads a file with a child that is killed at a ceiling or on abort. */
async function readWithin(
  parser: ParserProcess,
  { signal, ...request }: ParseInput,
  limits: ParserLimits & { onRead(cost: ReadCost): void },
): Promise<ParsedFile> {
  const watch = watchLimits(parser, limits);
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
    signal.removeEventListener("abort", onAbort);
    limits.onRead(await watch.stop());
  }
}

/**
 * Looks at the child from outside, as native memory does not count towards the heap ceiling. Time is counted look by
 * look, so that a machine that slept in between charges the file nothing.
 */
function watchLimits(parser: ParserProcess, limits: ParserLimits): { stop(): Promise<ReadCost> } {
  let watching = true;
  let ms = 0;
  let peakMb = 0;
  let lookedAt = performance.now();
  const usedBefore = processorMsOf(parser);
  const count = () => {
    const now = performance.now();
    ms += Math.min(now - lookedAt, MAX_LOOK_MS);
    lookedAt = now;
  };
  const look = async () => {
    count();
    const residentMb = await residentMbOf(parser);
    peakMb = Math.max(peakMb, residentMb);
    if (!watching) return;
    if (residentMb > limits.residentMb)
      parser.kill(new AppError("ingestion.too-complex", "bad-request"));
    else if (ms >= limits.timeMs) {
      parser.kill(timeoutError(ms, [await usedBefore, await processorMsOf(parser)]));
    }
  };
  const timer = setInterval(() => void look(), WATCH_EVERY_MS);
  void look();
  return {
    stop: async () => {
      watching = false;
      clearInterval(timer);
      count();
      return { ms, peakMb: Math.max(peakMb, await peakMbOf(parser)) };
    },
  };
}

/** A file is too slow when it kept its process busy; one that hardly got to run on a busy machine is to be read later. */
function timeoutError(ms: number, [before, after]: readonly (number | null)[]): AppError {
  const known = before != null && after != null && ms >= MIN_TELLING_MS;
  if (known && after - before < ms * MIN_BUSY_SHARE)
    return new AppError("ingestion.unavailable", "unavailable", { retryable: true });
  const params = { seconds: Math.round(ms / 1_000) };
  return new AppError("ingestion.too-slow", "bad-request", { params });
}

function replyError(reply: Extract<ParseReply, { ok: false }>): AppError {
  return new AppError(reply.code, reply.kind, {
    params: reply.params,
    cause: new Error(reply.detail),
  });
}
