import "server-only";
import { isTerminal, runEventSchema } from "@/lib/graph/run-events";
import type { VisitorEvent } from "@/lib/publication/protocol";
import type { PublicContext } from "../context";
import { notFound } from "../not-found";
import { publishedGraph } from "../publication/published-graph";
import { followStored } from "../run/events";
import type { LiveRun } from "../run/hub";
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
  if (await isOver(ctx, { runId, after, live })) return;
  const events = live ? live.follow(after, signal) : followStored({ ctx, runId, after, signal });
  for await (const event of events) {
    const shown = view(event);
    if (shown) yield { id: event.seq, event: shown };
  }
}

/** Whether the reader has the end of the run already. */
async function isOver(
  ctx: PublicContext,
  { runId, after, live }: { runId: string; after: number; live: LiveRun | undefined },
): Promise<boolean> {
  if (after === 0) return false;
  if (live) return live.events.slice(0, after).some(isTerminal);
  const where = { runId, workspaceId: ctx.workspace.id, seq: { lte: after } };
  const row = await ctx.db.runEvent.findFirst({ where, orderBy: { seq: "desc" } });
  return row !== null && isTerminal(runEventSchema.parse(row.event));
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
