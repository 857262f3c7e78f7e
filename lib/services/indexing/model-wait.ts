import "server-only";
import { AppError, isAppError } from "@/lib/errors/app-error";
import type { WorkspaceScope } from "../context";
import { Postponed } from "./postponed";

/** The first wait, doubled by each refusal that follows; all in milliseconds. */
const FIRST_MS = 1_000;
const LONGEST_MS = 5 * 60_000;
/** What the jobs of a connection wait together before they are given up. */
const BUDGET_MS = 30 * 60_000;
/** Jobs of one connection come back within this time after the wait, not all at once. */
const SPREAD_MS = 1_000;

interface Wait {
  attempts: number;
  since: Date;
  until: Date;
}

/** Lets pass who need not wait for the connection, and tells what it was waited for last. Throws `Postponed`. */
export async function waitOf(ctx: WorkspaceScope, connectionId: string): Promise<Wait | null> {
  const wait = await ctx.db.modelWait.findFirst({
    where: { connectionId, workspaceId: ctx.workspace.id },
    select: { attempts: true, since: true, until: true },
  });
  if (wait && wait.until.getTime() > Date.now()) throw postponed(wait.until);
  return wait;
}

/** The endpoint answers again. */
export async function endWait(ctx: WorkspaceScope, connectionId: string): Promise<void> {
  await ctx.db.modelWait.deleteMany({
    where: { connectionId, workspaceId: ctx.workspace.id, until: { lte: new Date() } },
  });
}

/**
 * Notes that the endpoint is busy or down, once for all who meet it at the same time, and returns what the job has to
 * throw: `Postponed`, `indexing.model-unavailable` when the budget is used up, or the error itself when waiting
 * doesn't help.
 */
export async function noteRefusal(
  ctx: WorkspaceScope,
  connectionId: string,
  error: unknown,
): Promise<unknown> {
  if (!isAppError(error) || !error.retryable) return error;
  const workspaceId = ctx.workspace.id;
  const until = await ctx.db.$transaction(async (tx) => {
    // One after the other, also for the first refusal, when there is no row to lock yet.
    await tx.$queryRaw`SELECT 1 FROM "ModelConnection" WHERE "id" = ${connectionId} FOR UPDATE`;
    const row = await tx.modelWait.findFirst({ where: { connectionId, workspaceId } });
    const now = Date.now();
    // What nobody came back to for so long says nothing about today.
    const last = row && now - row.until.getTime() < LONGEST_MS ? row : null;
    if (last && last.until.getTime() > now) return last.until;
    const attempts = (last?.attempts ?? 0) + 1;
    const since = last?.since ?? new Date(now);
    const next = new Date(now + waitMs(attempts, error.retryAfterMs ?? 0));
    if (next.getTime() - since.getTime() > BUDGET_MS) return null;
    const { code, params } = error;
    const wait = { attempts, since, until: next, error: { code, params: { ...params } } };
    await tx.modelWait.upsert({
      where: { connectionId, workspaceId },
      create: { ...wait, connectionId, workspaceId },
      update: wait,
    });
    return next;
  });
  return until === null ? exhausted(error) : postponed(until, error);
}

/** At least what the endpoint asked for; else doubling, with up to half of it added by chance. */
export function waitMs(attempts: number, retryAfterMs: number, chance = Math.random()): number {
  const doubled = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts - 1, 20));
  return Math.max(retryAfterMs, Math.round(doubled * (1 + chance / 2)));
}

function exhausted(error: AppError): AppError {
  return new AppError("indexing.model-unavailable", "unavailable", {
    params: { minutes: BUDGET_MS / 60_000, host: error.params.host ?? "" },
    cause: error,
  });
}

function postponed(until: Date, cause?: unknown): Postponed {
  return new Postponed(new Date(until.getTime() + Math.random() * SPREAD_MS), { cause });
}
