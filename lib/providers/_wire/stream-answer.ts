import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import type { Usage } from "@/lib/graph/values";
import type { OutboundFetch } from "@/lib/net/outbound";
import type { ChatChunk, ChatRequest, FinishReason } from "@/lib/providers/_contract/runtime";
import { apiFetch, secretsOf, subjectOf, type Wire } from "./api-fetch";
import { cutOff, garbled, type Subject } from "./failures";
import { joinedText } from "./joined-text";
import { Patience } from "./timeouts";

/** Most bytes of one answer, and the longest an answer that keeps coming may take. */
const LIMITS = { maxBytes: 16 * 2 ** 20, timeoutMs: 15 * 60_000 };

/** What a protocol gets to ask for one answer. */
export interface Exchange {
  readonly wire: Wire;
  readonly subject: Subject;
  /** For the answer: every byte that arrives counts as a sign of life. */
  readonly fetch: OutboundFetch;
  /** For what comes before it: the wait for the first token goes on. */
  readonly prepare: OutboundFetch;
  /** A sign of life of an answer that is fetched bit by bit. */
  readonly alive: () => void;
  /** Aborts when the caller does, when patience is at an end, and when nobody reads any more. */
  readonly signal: AbortSignal;
}

/**
 * One streamed answer: `ask` speaks the protocol and yields text, tool calls, usage (the last one counts) and the reason of
 * its end as they come, and throws an Error with the service's words when it says that it broke; the rest of what a {@link ChatChunk} stream promises is kept here. Throws the caller's reason,
 * `model.timeout`, `model.cut-off` for a stream without an end, and what `ask` and the network throw.
 */
export async function* streamAnswer(
  wire: Wire,
  request: ChatRequest,
  ask: (exchange: Exchange) => AsyncIterable<ChatChunk>,
): AsyncGenerator<ChatChunk> {
  request.signal.throwIfAborted();
  const subject = subjectOf(wire, request.model);
  const patience = new Patience(wire.timeouts, request.signal);
  const alive = () => {
    patience.progress();
  };
  const call = watched(apiFetch(wire, { subject, limits: LIMITS }), alive, subject);
  let passedOn = false;
  let usage: Usage | null = null;
  let finish: FinishReason | null = null;
  try {
    const { fetch, prepare } = call;
    const exchange = { wire, subject, fetch, prepare, alive, signal: patience.signal };
    for await (const chunk of joinedText(ask(exchange))) {
      if (chunk.type === "usage") usage = chunk.usage;
      else if (chunk.type === "finish") finish = chunk.reason;
      else {
        passedOn = true;
        yield chunk;
      }
    }
    patience.throwIfAborted(subject);
  } catch (error) {
    // What was used is owed, however it ended.
    if (usage) yield { type: "usage", usage };
    patience.throwIfAborted(subject);
    const secrets = secretsOf(wire.connection);
    throw call.failure() ?? describeBroken(error, { subject, passedOn, secrets });
  } finally {
    // Also when the reader stops early: an answer nobody reads must not go on costing.
    patience.end();
  }
  // Also where the end is missing: it has to be paid for.
  if (usage) yield { type: "usage", usage };
  if (finish === null) throw call.notAStream() ?? cutOff(subject, !passedOn);
  yield { type: "finish", reason: finish };
}

/** Fetches that remember their failure, because libraries between wrap or drop what they throw. */
function watched(fetch: OutboundFetch, alive: () => void, subject: Subject) {
  let failure: unknown = null;
  let contentType = "";
  const prepare: OutboundFetch = async (input, init) => {
    try {
      return await fetch(input, init);
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  const watching: OutboundFetch = async (input, init) => {
    const response = await prepare(input, { ...init, onPiece: alive });
    contentType = response.headers.get("content-type") ?? "";
    return response;
  };
  return {
    ...{ fetch: watching, prepare },
    failure: () => (isAppError(failure) ? failure : null),
    notAStream: () =>
      /json|html/.test(contentType) ? garbled(subject, `answered ${contentType}`) : null,
  };
}

interface Broken {
  readonly subject: Subject;
  readonly passedOn: boolean;
  readonly secrets: readonly string[];
}

/** What broke while the answer came in: events that aren't JSON, a dropped connection, or an error sent as an event. */
function describeBroken(error: unknown, { subject, passedOn, secrets }: Broken): Error {
  if (error instanceof SyntaxError) return garbled(subject, "events that are not JSON");
  if (isAppError(error) && error.code !== "outbound.unreachable") return error;
  const said = error instanceof Error ? error.message : "";
  return cutOff(subject, !passedOn, { said, secrets });
}
