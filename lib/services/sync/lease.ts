import "server-only";
import { randomUUID } from "node:crypto";
import type { ServiceContext, Tx } from "../context";
import { sqlPort } from "@/lib/db/sql";

/** A worker that is silent for this long has lost its hold on a sync. */
const LEASE_SECONDS = 30;
const RENEW_MS = (LEASE_SECONDS * 1000) / 4;

/** Thrown when another worker holds the sync by now, or when it is gone: what was being done is dropped. */
export class LeaseLost extends Error {
  constructor() {
    super("the sync is held by another worker");
    this.name = "LeaseLost";
  }
}

export interface Lease {
  readonly sourceId: string;
  readonly token: string;
  /** Ends the renewal and lets others have it. */
  release(): Promise<void>;
}

/** Takes hold of a sync, or returns when it will be free. */
export async function takeLease(
  { sql }: Pick<ServiceContext, "sql">,
  sourceId: string,
): Promise<Lease | { freeAt: Date }> {
  const token = randomUUID();
  const taken = await sql.query(
    `update "SourceSync" set lease = $2, "leaseUntil" = now() + make_interval(secs => $3)
     where "sourceId" = $1 and (lease is null or "leaseUntil" < now()) returning 1 as one`,
    [sourceId, token, LEASE_SECONDS],
  );
  if (taken.length === 0) return { freeAt: new Date(Date.now() + 5000) };
  const renewal = setInterval(() => {
    sql
      .query(
        `update "SourceSync" set "leaseUntil" = now() + make_interval(secs => $3)
         where "sourceId" = $1 and lease = $2`,
        [sourceId, token, LEASE_SECONDS],
      )
      // The next write finds out whether it is still ours.
      .catch(() => undefined);
  }, RENEW_MS);
  return {
    sourceId,
    token,
    async release() {
      clearInterval(renewal);
      await sql.query(
        `update "SourceSync" set lease = null, "leaseUntil" = null where "sourceId" = $1 and lease = $2`,
        [sourceId, token],
      );
    },
  };
}

/** Holds the sync's row until the transaction ends: nothing is written for a sync that somebody else has. Throws {@link LeaseLost}. */
export async function holdLease(tx: Tx, { sourceId, token }: Pick<Lease, "sourceId" | "token">) {
  const rows = await sqlPort(tx).query(
    `update "SourceSync" set "leaseUntil" = now() + make_interval(secs => $3)
     where "sourceId" = $1 and lease = $2 returning 1 as one`,
    [sourceId, token, LEASE_SECONDS],
  );
  if (rows.length === 0) throw new LeaseLost();
}
