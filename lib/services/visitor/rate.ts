import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { SqlPort } from "@/lib/db/sql";

export interface Limit {
  readonly key: string;
  /** So many within the window. */
  readonly points: number;
  readonly windowMs: number;
}

export interface RateState {
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds until the window begins anew. */
  readonly resetMs: number;
}

/** What a counter stands at after a call. */
export interface Counted {
  readonly key: string;
  readonly points: number;
  readonly resetMs: number;
}

/** What counts, and where it does: parameters and a condition. */
interface Counting {
  readonly keys: string;
  readonly windows: string;
  readonly when?: string;
}

/**
 * All counters in one statement and one trip, as each question goes through several of them. Windows begin with the
 * first point, as those of rate-limiter-flexible, whose table it is. A refused call counts too: hammering doesn't help.
 */
export const countSql = ({ keys, windows, when = "true" }: Counting) => `
  insert into "RateLimit" (key, points, expire)
  select key, 1, now() + ms * interval '1 ms' from unnest(${keys}::text[], ${windows}::float8[]) as asked (key, ms)
  where ${when} order by key
  on conflict (key) do update set
    points = case when "RateLimit".expire <= now() then 1 else "RateLimit".points + 1 end,
    expire = case when "RateLimit".expire <= now() then excluded.expire else "RateLimit".expire end
  returning key, points, (extract(epoch from expire - now()) * 1000)::float8 as "resetMs"`;

const COUNT = countSql({ keys: "$1", windows: "$2" });

/** The parameters of {@link countSql}. */
export const countParams = (limits: readonly Limit[]) => [
  limits.map(({ key }) => key),
  limits.map(({ windowMs }) => windowMs),
];

/**
 * Counts a call against all limits and gives the state of the one that is nearest. Throws `code` (rate-limited, with
 * `retryAfterMs`) where one of them is over.
 */
export async function countCall(
  sql: SqlPort,
  limits: readonly Limit[],
  code: string,
): Promise<RateState> {
  const rows = await sql.query<Counted>(COUNT, countParams(limits), { prepared: true });
  return rateOf(rows, limits, code);
}

/** The state of the limit that is nearest. Throws as {@link countCall} does. */
export function rateOf(
  rows: readonly Counted[],
  limits: readonly Limit[],
  code: string,
): RateState {
  const states = limits.map(({ key, points }): RateState => {
    const row = rows.find((counted) => counted.key === key);
    return { limit: points, remaining: points - (row?.points ?? 1), resetMs: row?.resetMs ?? 0 };
  });
  const over = states.filter(({ remaining }) => remaining < 0);
  if (over.length > 0) {
    const retryAfterMs = Math.max(...over.map(({ resetMs }) => resetMs));
    throw new AppError(code, "rate-limited", { retryAfterMs });
  }
  return states.reduce((least, state) => (state.remaining < least.remaining ? state : least));
}

/** Removes the counters whose time is over; returns how many. */
export async function forgetCounters(sql: SqlPort): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    `with gone as (delete from "RateLimit" where expire < now() returning 1) select count(*)::integer as count from gone`,
    [],
  );
  return row?.count ?? 0;
}
