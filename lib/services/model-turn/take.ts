import "server-only";
import { randomUUID } from "node:crypto";
import { AppError } from "@/lib/errors/app-error";
import { sqlPort } from "@/lib/db/sql";
import { log } from "@/lib/telemetry/log";
import type { WorkspaceScope } from "../context";
import { Line } from "./line";

/** What a key may do; null sets no limit. */
export interface KeyLimits {
  /** Calls at once. */
  readonly maxConcurrent: number | null;
  readonly tokensPerMinute: number | null;
}

export interface TurnRequest {
  readonly connectionId: string;
  readonly limits: KeyLimits;
  /** Expected of the call, answer included. */
  readonly tokens: number;
  /** Milliseconds to wait at most. */
  readonly patienceMs: number;
  readonly signal: AbortSignal;
}

/** A call that was let through. */
export interface Turn {
  /** Gives it back, with the tokens that were used; null where that isn't known. Never throws. */
  end(used: number | null): Promise<void>;
}

/** How often whoever is first in line looks whether calls of other processes are through. */
const LOOK_MS = 200;
/** A row counts this long after its process last gave a sign of life. */
const ALIVE_S = 15;
const SIGN_OF_LIFE_MS = 5000;

const ARRIVE = `
  insert into "ModelTurn" (id, "workspaceId", "connectionId", tokens, "expiresAt")
  values ($1, $2, $3, $4::integer, clock_timestamp() + interval '${String(ALIVE_S)} s')`;

/** One after the other in all processes; what follows in the transaction sees what was granted before. */
const LOCK = `
  select 1 from "ModelConnection" where id = $1 and "workspaceId" = $2 for no key update`;

/**
 * Granted to whoever is first, while fewer are at work than may be and the minute has tokens left. A call that is larger
 * than a minute's tokens goes when nothing else of that minute counts: else it would never.
 */
const GRANT = `
  update "ModelTurn" mine set "grantedAt" = clock_timestamp()
  from (
    select count(*) filter (where "grantedAt" is not null and "endedAt" is null) as running,
      coalesce(sum(tokens) filter (where "grantedAt" > clock_timestamp() - interval '60 s'), 0) as spent,
      min(number) filter (where "grantedAt" is null) as first
    from "ModelTurn" where "connectionId" = $2 and "workspaceId" = $3 and "expiresAt" > clock_timestamp()
  ) as line
  where mine.id = $1 and mine."workspaceId" = $3 and mine.number = line.first
    and ($4::integer is null or line.running < $4::integer)
    and ($5::integer is null or line.spent = 0 or line.spent + mine.tokens <= $5::integer)
  returning mine.id`;

const STAY = `
  update "ModelTurn" set "expiresAt" = clock_timestamp() + interval '${String(ALIVE_S)} s'
  where id = $1 and "workspaceId" = $2 and "endedAt" is null`;

/** What was used counts until the minute is over. */
const END = `
  update "ModelTurn" set "endedAt" = clock_timestamp(), tokens = coalesce($3::integer, tokens),
    "expiresAt" = "grantedAt" + interval '60 s'
  where id = $1 and "workspaceId" = $2`;

const LEAVE = `delete from "ModelTurn" where id = $1 and "workspaceId" = $2`;

const SWEEP = `
  delete from "ModelTurn" where "connectionId" = $1 and "workspaceId" = $2 and "expiresAt" <= clock_timestamp()`;

/** The lines of this process by connection; gone when nobody is in them. */
const lines = new Map<string, Line>();

/**
 * Waits until a key may be used once more, by the count of all processes: within a process first come first served,
 * between processes in turn. Throws `model.busy` when that takes longer than the caller has patience, and the signal's
 * reason when the caller leaves. A process that dies holds up others for 15 s at most.
 */
export async function takeTurn(ctx: WorkspaceScope, request: TurnRequest): Promise<Turn> {
  const { connectionId, signal, patienceMs } = request;
  const line = lines.get(connectionId) ?? new Line();
  lines.set(connectionId, line);
  const late = AbortSignal.timeout(patienceMs);
  const stop = AbortSignal.any([signal, late]);
  try {
    return await line.queue(stop, () => first(ctx, request, { line, stop }));
  } finally {
    if (line.waiting === 0 && lines.get(connectionId) === line) lines.delete(connectionId);
  }
}

/** Of whoever is first in line of this process. */
async function first(
  ctx: WorkspaceScope,
  request: TurnRequest,
  { line, stop }: { line: Line; stop: AbortSignal },
): Promise<Turn> {
  const { connectionId, tokens, signal, patienceMs } = request;
  const id = randomUUID();
  const place = [id, ctx.workspace.id];
  let got = false;
  let alive: NodeJS.Timeout | undefined;
  try {
    if (!stop.aborted) await ctx.sql.query(ARRIVE, [...place, connectionId, tokens]);
    alive = setInterval(() => {
      ctx.sql.query(STAY, place).catch(() => undefined);
    }, SIGN_OF_LIFE_MS);
    while (!stop.aborted) {
      got = await granted(ctx, request, id);
      if (got) return turn(ctx, { id, connectionId, line, alive });
      await line.pause(LOOK_MS, stop);
    }
  } finally {
    if (!got) {
      clearInterval(alive);
      await ctx.sql.query(LEAVE, place);
    }
  }
  signal.throwIfAborted();
  throw new AppError("model.busy", "rate-limited", {
    params: { seconds: Math.round(patienceMs / 1000) },
  });
}

function granted(ctx: WorkspaceScope, request: TurnRequest, id: string): Promise<boolean> {
  const { connectionId, limits } = request;
  const workspaceId = ctx.workspace.id;
  return ctx.db.$transaction(async (tx) => {
    const sql = sqlPort(tx);
    await sql.query(LOCK, [connectionId, workspaceId]);
    const { maxConcurrent, tokensPerMinute } = limits;
    const params = [id, connectionId, workspaceId, maxConcurrent, tokensPerMinute];
    return (await sql.query(GRANT, params)).length > 0;
  });
}

interface Granted {
  readonly id: string;
  readonly connectionId: string;
  readonly line: Line;
  readonly alive: NodeJS.Timeout;
}

function turn(ctx: WorkspaceScope, { id, connectionId, line, alive }: Granted): Turn {
  return {
    async end(used) {
      clearInterval(alive);
      try {
        await ctx.sql.query(END, [id, ctx.workspace.id, used]);
        await ctx.sql.query(SWEEP, [connectionId, ctx.workspace.id]);
      } catch (error) {
        // It expires by itself.
        log().warn({ err: error, connectionId }, "turn of a model call not ended");
      }
      (lines.get(connectionId) ?? line).wake();
    },
  };
}
