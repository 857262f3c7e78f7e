import "server-only";
import type { SqlPort } from "@/lib/db/sql";

export interface TableUpkeep {
  table: string;
  analyze: boolean;
  vacuum: boolean;
}

/**
 * Tables of the application with more changed or dead rows than PostgreSQL's autovacuum lets pass, by its own default
 * rule (https://www.postgresql.org/docs/current/routine-vacuuming.html). Passages are not among them: their indexes
 * are built and dropped as a whole.
 */
const DUE = `
  select * from (
    select quote_ident(s.relname) as "table",
      s.n_mod_since_analyze > 50 + 0.1 * greatest(c.reltuples, 0) as "analyze",
      s.n_dead_tup > 50 + 0.2 * greatest(c.reltuples, 0) as "vacuum"
    from pg_stat_user_tables s join pg_class c on c.oid = s.relid
    where s.schemaname = 'public'
  ) tables where "analyze" or "vacuum" order by 1`;

/**
 * Does for the embedded database, which runs no autovacuum, what it would do: without statistics the planner takes a
 * table of ten thousand documents for an empty one. On a server there is normally nothing left to do. Returns what was
 * done; call it from time to time, outside of any transaction.
 */
export async function keepUp(sql: SqlPort): Promise<TableUpkeep[]> {
  // Without it the embedded database counts changes, but never tells.
  await sql.query("select pg_stat_force_next_flush()::text", []);
  const due = await sql.query<TableUpkeep>(DUE, []);
  for (const { table, analyze, vacuum } of due) {
    const options = [...(vacuum ? ["vacuum"] : []), ...(analyze ? ["analyze"] : [])].join(" ");
    await sql.query(`${options} ${table}`, []);
  }
  return due;
}
