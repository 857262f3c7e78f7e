import "server-only";
import { createHash } from "node:crypto";
import type { Gate } from "@/lib/connectors/_contract/guarded-fetch";
import type { SqlPort } from "@/lib/db/sql";

/** The gate of a service and tenant, in the database: one for all workers and workspaces. The clock is the database's. */
export function sharedGate(sql: SqlPort, name: string): Gate {
  const key = createHash("sha256").update(name).digest("hex");
  return {
    async wait() {
      const [row] = await sql.query<{ ms: number }>(
        `select (extract(epoch from until - now()) * 1000)::float8 as ms from "ConnectorGate" where key = $1`,
        [key],
      );
      return Math.max(0, Math.ceil(row?.ms ?? 0));
    },
    async pause(ms) {
      await sql.query(
        `insert into "ConnectorGate" (key, until) values ($1, now() + make_interval(secs => $2::float8 / 1000))
         on conflict (key) do update set until = greatest("ConnectorGate".until, excluded.until)`,
        [key, ms],
      );
    },
  };
}
