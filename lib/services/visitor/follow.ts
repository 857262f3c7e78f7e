import "server-only";
import { isTerminal, type RunEvent } from "@/lib/graph/run-events";
import type { VisitorEvent } from "@/lib/publication/protocol";
import type { PublicContext } from "../context";
import { notFound } from "../not-found";
import { publishedGraph } from "../publication/published-graph";
import { followStored } from "../run/events";
import { createVisitorView } from "./view";

/** An event with the number to go on after. */
export interface NumberedEvent {
  readonly id: number;
  readonly event: VisitorEvent;
}

interface Follow {
  ctx: PublicContext;
  input: { runId: string; conversationId: string; after: number };
  signal: AbortSignal | undefined;
}

/**
 * What a visitor may see of a run of their conversation, after the event with number `after`, up to its end. Each event
 * comes once; a run of another process comes without its single words. Throws `run.not-found`.
 */
export async function* followAsVisitor({
  ctx,
  input,
  signal,
}: Follow): AsyncGenerator<NumberedEvent, void> {
  const { runId, conversationId, after } = input;
  const workspaceId = ctx.workspace.id;
  const live = ctx.runs.get(runId);
  if (live && (live.workspaceId !== workspaceId || live.conversationId !== conversationId)) {
    throw notFound("run");
  }
  const snapshotId = live?.snapshotId ?? (await snapshotOfRun(ctx, { runId, conversationId }));
  const view = createVisitorView(await publishedGraph(ctx, { snapshotId, workspaceId }));
  for (const seen of live?.events.slice(0, after) ?? []) view(seen);
  const events = live ? live.follow(after, signal) : followStored({ ctx, runId, after, signal });
  let last: RunEvent | undefined;
  for await (const event of events) {
    last = event;
    const shown = view(event);
    if (shown) yield { id: event.seq, event: shown };
  }
  // A reader that has the end already gets nothing more, and one that left needs nothing.
  if (last && !isTerminal(last) && !signal?.aborted) throw notFound("run");
}

async function snapshotOfRun(
  ctx: PublicContext,
  { runId, conversationId }: { runId: string; conversationId: string },
): Promise<string> {
  const run = await ctx.db.run.findFirst({
    where: {
      id: runId,
      workspaceId: ctx.workspace.id,
      conversationId,
      conversation: ctx.asker,
    },
    select: { snapshotId: true },
  });
  if (!run) throw notFound("run");
  return run.snapshotId;
}
