import { EVENT_STREAM_HEADERS, eventStream } from "@/app/api/event-stream";
import type { PublicContext } from "@/lib/services/context";
import type { RateState } from "@/lib/services/visitor/rate";
import { followAsVisitor } from "@/lib/services/visitor/follow";
import { rateHeaders } from "../rate-headers";

/** The events of a run after a number, as a stream; its first one is read before the answer begins. */
export async function runStream(
  ctx: PublicContext & { readonly conversationId: string },
  { runId, after, rate }: { runId: string; after: number; rate?: RateState },
): Promise<Response> {
  const abort = new AbortController();
  const { conversationId } = ctx;
  const input = { runId, conversationId, after };
  const events = followAsVisitor({ ctx, input, signal: abort.signal });
  // What is wrong with the run is still said by the status.
  const first = await events.next();
  async function* pieces(): AsyncGenerator<string, void> {
    if (first.done === true) return;
    yield frame(first.value);
    for await (const event of events) yield frame(event);
  }
  return new Response(eventStream(pieces(), abort), {
    headers: { ...EVENT_STREAM_HEADERS, ...(rate && rateHeaders(rate)) },
  });
}

function frame({ id, event }: { id: number; event: object }): string {
  return `id: ${String(id)}\ndata: ${JSON.stringify(event)}\n\n`;
}
