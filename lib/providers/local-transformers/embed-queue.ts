import "server-only";
import { availableParallelism } from "node:os";
import { AppError } from "@/lib/errors/app-error";
import type { EmbedRequest } from "./embed-child";
import { residentMbOf, startEmbedProcess, type EmbedProcess } from "./embed-process";

export interface EmbedWork extends Omit<EmbedRequest, "threads"> {
  /** Questions go first: somebody waits for them. */
  readonly urgent: boolean;
  readonly signal: AbortSignal;
}

export interface EmbedQueue {
  /**
   * One vector a text, in order. Throws the signal's reason on abort, `local-model.damaged` when the model can't be
   * opened or run, and what `EmbedProcess.ask` rejects with.
   */
  embed(work: EmbedWork): Promise<number[][]>;
  /** Of the process that runs the model now, if there is one. */
  pid(): number | undefined;
}

export interface EmbedLimits {
  /** A process that waited this long for work is ended, ms: it holds the model in memory. */
  readonly idleMs: number;
  /** It is killed when its resident memory passes this, MB. Watched on Linux only. */
  readonly residentMb: number;
  /** Wall clock of one turn, with the opening of the model where needed, ms. */
  readonly turnMs: number;
}
const LIMITS: EmbedLimits = { idleMs: 5 * 60_000, residentMb: 2_000, turnMs: 5 * 60_000 };

/** Texts embedded before a question gets its turn: less than a second of work. */
const TEXTS_A_TURN = 8;
const WATCH_EVERY_MS = 250;
/** More help little for one text, and the web server and the database want to live too. */
const THREADS = Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2)));

interface Turn {
  readonly work: EmbedWork;
  readonly texts: readonly string[];
  resolve(vectors: number[][]): void;
  reject(error: Error): void;
}

/** The model of this process: in a child of its own, started when there is work and ended when there was none. */
export function createEmbedQueue(limits: EmbedLimits = LIMITS): EmbedQueue {
  const urgent: Turn[] = [];
  const patient: Turn[] = [];
  let child: EmbedProcess | null = null;
  let idleTimer: NodeJS.Timeout | undefined;
  let working = false;

  async function work() {
    if (working) return;
    working = true;
    clearTimeout(idleTimer);
    for (let turn = next(); turn; turn = next()) await serve(turn);
    working = false;
    rest();
  }

  const next = () => urgent.shift() ?? patient.shift();

  async function serve(turn: Turn): Promise<void> {
    const { work, texts } = turn;
    if (work.signal.aborted) return;
    if (!child || child.ended) child = startEmbedProcess();
    child.keepAlive(true);
    try {
      turn.resolve(await askWithin(child, { work, texts, limits }));
    } catch (error) {
      turn.reject(error as Error);
    }
  }

  function rest() {
    child?.keepAlive(false);
    idleTimer = setTimeout(() => {
      child?.kill();
      child = null;
    }, limits.idleMs).unref();
  }

  /** One turn; given up at once when its caller doesn't want it any more, though the process ends what it is at. */
  function waitForTurn(asked: EmbedWork, texts: readonly string[]): Promise<number[][]> {
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        reject(asked.signal.reason as Error);
      };
      asked.signal.addEventListener("abort", onAbort, { once: true });
      const done = () => {
        asked.signal.removeEventListener("abort", onAbort);
      };
      (asked.urgent ? urgent : patient).push({
        work: asked,
        texts,
        resolve: (vectors) => {
          done();
          resolve(vectors);
        },
        reject: (error) => {
          done();
          reject(error);
        },
      });
      void work();
    });
  }

  return {
    async embed(work) {
      const vectors: number[][] = [];
      for (let start = 0; start < work.texts.length; start += TEXTS_A_TURN) {
        work.signal.throwIfAborted();
        vectors.push(...(await waitForTurn(work, work.texts.slice(start, start + TEXTS_A_TURN))));
      }
      work.signal.throwIfAborted();
      return vectors;
    },
    pid: () => (child && !child.ended ? child.pid : undefined),
  };
}

async function askWithin(
  child: EmbedProcess,
  { work, texts, limits }: { work: EmbedWork; texts: readonly string[]; limits: EmbedLimits },
): Promise<number[][]> {
  const { modelsDir, model, use } = work;
  const watch = setInterval(() => {
    void residentMbOf(child).then((residentMb) => {
      if (residentMb > limits.residentMb) child.kill(tooBig(model));
    });
  }, WATCH_EVERY_MS);
  const deadline = setTimeout(() => {
    child.kill(new AppError("local-model.stopped", "unavailable", { retryable: true }));
  }, limits.turnMs);
  try {
    const reply = await child.ask({ modelsDir, model, use, texts, threads: THREADS });
    if (reply.ok) return reply.vectors;
    throw new AppError("local-model.damaged", "unavailable", {
      params: { model },
      cause: new Error(`${reply.phase}: ${reply.detail}`),
    });
  } finally {
    clearInterval(watch);
    clearTimeout(deadline);
  }
}

const tooBig = (model: string) =>
  new AppError("local-model.too-big", "unavailable", { params: { model } });
