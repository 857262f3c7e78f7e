import "server-only";
import type { z } from "zod";
import type { Call } from "../context";
import { documentFilter, filterSql, parameters } from "./filter";
import { requireSourceOf } from "./list";
import { paceOf, type Pace } from "./pace";
import { storedErrorSchema, type StoredError } from "./state";
import { IN_WORK, READABLE_STATUS, type DocumentStateName } from "./status-sql";

export const documentOverviewInput = documentFilter;

export interface Reason {
  state: DocumentStateName;
  code: string;
  count: number;
  /** Of one of them: for others the values of its message may differ. */
  example: StoredError;
}

export interface DocumentsOverview {
  /** How many fit the filter but for its states, by state; states without any are left out. */
  counts: Partial<Record<DocumentStateName, number>>;
  /** Of all that fit the whole filter. `pages` and `tokens` count what is known of them. */
  figures: { documents: number; bytes: number; pages: number; passages: number; tokens: number };
  /** Why documents failed, were skipped or have to wait; the most frequent first. Not narrowed by states. */
  reasons: Reason[];
  /** Null when nothing is in work. */
  work: Work | null;
}

export interface Work {
  /** The files that were added together with those in work, and these themselves. */
  total: number;
  /** How many of them have come to an end, whatever it was. */
  ended: number;
  pace: Pace | null;
  /** When those that wait for a model go on. */
  waitingUntil: Date | null;
}

interface Row {
  counts: DocumentsOverview["counts"] | null;
  figures: DocumentsOverview["figures"];
  reasons: (Omit<Reason, "example"> & { example: unknown })[] | null;
  work: {
    left: number;
    able: number;
    total: number;
    waiting_until: string | null;
    finished: number;
    seconds: number | null;
  };
}

/** The rate is that of the last minutes. */
const PACE_WINDOW = "interval '3 minutes'";

/** Counts and sums of the documents that fit a filter, in one query. Throws `source.not-found`. */
export async function documentsOverview({
  ctx,
  input,
}: Call<z.infer<typeof documentOverviewInput>>): Promise<DocumentsOverview> {
  await requireSourceOf(ctx, input);
  const { params, bind } = parameters(ctx);
  const { rest, state } = filterSql(input, bind);
  const inWork = `state = any(${bind([...IN_WORK], "text[]")})`;
  const [row] = await ctx.sql.query<Row>(
    `with recursive ${READABLE_STATUS},
     fitting as materialized (
       select state, size, pages, passages, tokens, error, batch, indexed_at, waiting_until from status where ${rest}
     ),
     running as (select distinct batch from fitting where ${inWork} and batch is not null)
     select
       (select json_object_agg(state, n) from (select state, count(*) as n from fitting group by state) by_state) as counts,
       (select row_to_json(sums) from (
          select count(*) as documents, coalesce(sum(size), 0) as bytes, coalesce(sum(pages), 0) as pages,
            coalesce(sum(passages), 0) as passages, coalesce(sum(tokens), 0) as tokens
          from fitting where ${state}
        ) sums) as figures,
       (select json_agg(reason) from (
          select state, error->>'code' as code, count(*) as count, (array_agg(error))[1] as example
          from fitting where error is not null group by state, error->>'code' order by count(*) desc, 2
        ) reason) as reasons,
       (select row_to_json(work) from (
          select count(*) filter (where ${inWork}) as left,
            count(*) filter (where ${inWork} and state <> 'waiting') as able,
            count(*) filter (where ${inWork} or batch in (select batch from running)) as total,
            max(waiting_until) as waiting_until,
            count(*) filter (where indexed_at > now() - ${PACE_WINDOW}) as finished,
            extract(epoch from now() - min(indexed_at) filter (where indexed_at > now() - ${PACE_WINDOW}))::float8 as seconds
          from fitting
        ) work) as work`,
    params,
  );
  if (!row) throw new Error("An aggregate always gives a row.");
  return {
    counts: row.counts ?? {},
    figures: row.figures,
    reasons: (row.reasons ?? []).map((reason) => ({
      ...reason,
      example: storedErrorSchema.parse(reason.example),
    })),
    work: workOf(row.work),
  };
}

function workOf({ left, able, total, waiting_until, finished, seconds }: Row["work"]): Work | null {
  if (left === 0) return null;
  return {
    total,
    ended: total - left,
    pace: able === 0 ? null : paceOf({ finished, seconds: seconds ?? 0, left: able }),
    waitingUntil: waiting_until === null ? null : new Date(waiting_until),
  };
}
