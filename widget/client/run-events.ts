import { createParser } from "eventsource-parser";
import type { QuestionRequest, VisitorEvent } from "@/lib/publication/protocol";
import { isRefused, Refused } from "./refused";
import type { Session } from "./session";
import { findPlace, waitForPlace, type StreamPlace } from "./stream-place";

/** Without a byte for this long (the server sends something every few seconds) a connection counts as dead. */
const SILENCE_MS = 40_000;
const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 8_000;
/** Attempts in a row that brought nothing new: about two minutes. */
const ATTEMPTS = 18;

export interface RunOptions {
  readonly session: Pick<Session, "server" | "call">;
  /** A new question, or a run that is under way, such as after a reload. */
  readonly from: QuestionRequest | { readonly runId: string };
  readonly signal: AbortSignal;
  /** Told when the connection is lost, and when it is back. */
  readonly onConnection?: (connected: boolean) => void;
}

/**
 * The events of an answer, each exactly once and in order, whatever happens to the connection: one that breaks is taken
 * up after the last event that arrived. A question whose first answer never came is sent again under its own number,
 * which the server asks once. Ends after the event that ends the answer. Throws {@link Refused} when the server will
 * not, and the last error when it can't be reached for long.
 */
export async function* runEvents(options: RunOptions): AsyncGenerator<VisitorEvent> {
  const { signal, onConnection } = options;
  const place: Place = {
    runId: "runId" in options.from ? options.from.runId : null,
    last: 0,
    waits: false,
  };
  let failures = 0;
  while (!signal.aborted) {
    let trouble: unknown = new Refused({ code: "interrupted", message: "" });
    try {
      for await (const event of attempt(options, place)) {
        if (failures > 0) onConnection?.(true);
        failures = 0;
        yield event;
        if (isLast(event)) return;
      }
      // It was left for others, to be read when there is a place again.
      if (place.waits) continue;
    } catch (error) {
      if (isFinal(error)) throw error;
      trouble = error;
    }
    if (signal.aborted) return;
    if (++failures > ATTEMPTS) throw trouble;
    if (failures === 1) onConnection?.(false);
    await pause(waitAfter(failures, trouble), signal);
  }
}

/** Where a reader is: the run, once it is known, and the number of the last event that was handed on. */
interface Place {
  runId: string | null;
  last: number;
  /** The question was taken, but others of this browser's tabs read, or took over, as many answers as may be read at once. */
  waits: boolean;
}

async function* attempt(options: RunOptions, place: Place): AsyncGenerator<VisitorEvent> {
  const { session, from, signal } = options;
  const broken = new AbortController();
  const stop = () => {
    broken.abort(signal.reason);
  };
  signal.addEventListener("abort", stop, { once: true });
  place.waits = false;
  let mine: StreamPlace | null = null;
  const leave = () => {
    place.waits = true;
    broken.abort();
  };
  try {
    let response: Response;
    if (place.runId === null) {
      response = await session.call("questions", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(from),
        signal: broken.signal,
      });
      mine = await findPlace(session.server);
    } else {
      mine = await waitForPlace(session.server, broken.signal);
      response = await session.call(`runs/${encodeURIComponent(place.runId)}/events`, {
        headers: place.last > 0 ? { "Last-Event-ID": String(place.last) } : {},
        signal: broken.signal,
      });
    }
    mine?.taken.addEventListener("abort", leave);
    for await (const { id, event } of readEvents(response, broken)) {
      if (id <= place.last) continue;
      place.last = id;
      if (event.type === "started") place.runId = event.runId;
      yield event;
      if (mine === null && place.runId !== null && !isLast(event)) {
        leave();
        return;
      }
    }
  } catch (error) {
    // What was read before its place was taken was handed on; a question that isn't known yet is sent again.
    if (!place.waits) throw error;
  } finally {
    mine?.taken.removeEventListener("abort", leave);
    mine?.release();
    signal.removeEventListener("abort", stop);
  }
}

interface Numbered {
  readonly id: number;
  readonly event: VisitorEvent;
}

async function* readEvents(response: Response, broken: AbortController): AsyncGenerator<Numbered> {
  const waiting: Numbered[] = [];
  const parser = createParser({
    onEvent: ({ id, data }) => {
      waiting.push({ id: Number(id), event: JSON.parse(data) as VisitorEvent });
    },
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let watch: ReturnType<typeof setTimeout> | undefined;
  try {
    while (reader) {
      clearTimeout(watch);
      watch = setTimeout(() => {
        broken.abort(new TypeError("Nothing came for too long."));
      }, SILENCE_MS);
      const { value, done } = await reader.read();
      if (done) return;
      parser.feed(value);
      yield* waiting.splice(0);
    }
  } finally {
    clearTimeout(watch);
    // The connection may be what broke.
    await reader?.cancel().catch(() => undefined);
  }
}

function isLast({ type }: VisitorEvent): boolean {
  return type === "answered" || type === "failed" || type === "stopped";
}

/** What trying again doesn't mend. A server that starts anew or is busy for a moment is worth another try. */
function isFinal(error: unknown): boolean {
  return isRefused(error) && error.code !== "unavailable" && error.code !== "interrupted";
}

function waitAfter(failures: number, trouble: unknown): number {
  const asked = isRefused(trouble) ? (trouble.retryAfterMs ?? 0) : 0;
  const backoff = Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS);
  return Math.max(asked, backoff * (0.75 + Math.random() / 2));
}

/** Waits, less long when the browser says that the network is back, and not at all when nobody waits any more. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      globalThis.removeEventListener?.("online", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    globalThis.addEventListener?.("online", done);
    signal.addEventListener("abort", done);
  });
}
