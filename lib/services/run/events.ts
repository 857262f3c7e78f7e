import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { isTerminal, runEventSchema, type RunEvent } from "@/lib/graph/run-events";
import type { Call, WorkspaceScope } from "../context";
import { idSchema } from "../inputs";
import { found } from "../not-found";
import { mayFollow, visibleConversations } from "./scope";

export const followRunInput = z.object({
  runId: idSchema,
  /** `seq` of the last event received; set by the client when it reconnects. */
  lastEventId: z
    .string()
    .regex(/^\d{1,9}$/)
    .nullish(),
});

/** How often a run of another process is looked at. */
const POLL_MS = 250;

type Follow = Call<z.infer<typeof followRunInput>> & { signal: AbortSignal | undefined };

/**
 * The events of a run after `lastEventId`, then those to come, up to the terminal one. A run of this process comes
 * with every token; one of another process, or of the past, with what is stored: everything but tokens. Throws
 * `run.not-found`.
 */
export async function* followRun({ ctx, input, signal }: Follow): AsyncGenerator<RunEvent, void> {
  const { runId } = input;
  const after = Number(input.lastEventId ?? 0);
  const live = ctx.runs.get(runId);
  if (live && mayFollow(ctx, live)) {
    yield* live.follow(after, signal);
    return;
  }
  found(
    "run",
    await ctx.db.run.findFirst({
      where: {
        id: runId,
        workspaceId: ctx.workspace.id,
        conversation: visibleConversations(ctx),
      },
      select: { id: true },
    }),
  );
  yield* live ? live.follow(after, signal) : followStored({ ctx, runId, after, signal });
}

export interface Stored {
  ctx: WorkspaceScope;
  runId: string;
  after: number;
  signal: AbortSignal | undefined;
}

/** What is stored of a run and comes to be stored, up to its end; the caller may see the run. */
export async function* followStored({
  ctx,
  runId,
  after,
  signal,
}: Stored): AsyncGenerator<RunEvent, void> {
  const where = { runId, workspaceId: ctx.workspace.id };
  let last = after;
  while (!signal?.aborted) {
    // Status first: when it says the run has ended, the events read after it are all there are.
    const run = await ctx.db.run.findFirst({
      where: { id: runId, workspaceId: ctx.workspace.id },
      select: { status: true },
    });
    const rows = await ctx.db.runEvent.findMany({
      where: { ...where, seq: { gt: last } },
      orderBy: { seq: "asc" },
      select: { event: true },
    });
    for (const row of rows) {
      const event = runEventSchema.parse(row.event);
      last = event.seq;
      yield event;
      if (isTerminal(event)) return;
    }
    if (run?.status !== "running") {
      yield* endAfter({ ctx, runId, after: last, signal });
      return;
    }
    await wait(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
}

/**
 * The end of a run whose process died: stored with a lower number than the tokens that were seen before it, so it
 * is handed out under the next one.
 */
async function* endAfter({ ctx, runId, after }: Stored) {
  const row = await ctx.db.runEvent.findFirst({
    where: { runId, workspaceId: ctx.workspace.id },
    orderBy: { seq: "desc" },
    select: { event: true },
  });
  const event = row && runEventSchema.parse(row.event);
  if (event && isTerminal(event)) yield { ...event, seq: after + 1 };
}
