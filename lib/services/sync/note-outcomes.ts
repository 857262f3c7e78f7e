import "server-only";
import { sqlPort } from "@/lib/db/sql";
import type { Tx, WorkspaceScope } from "../context";

export const SYNC_OUTCOMES = ["added", "changed", "moved", "removed", "skipped", "failed"] as const;
export type SyncOutcomeName = (typeof SYNC_OUTCOMES)[number];

export interface NewOutcome {
  readonly remoteId: string;
  readonly name: string;
  readonly folder: string;
  readonly outcome: SyncOutcomeName;
  readonly error?: { readonly code: string; readonly params: object } | null;
}

/** Notes what a run did, within the transaction that did it; of one file the last counts. */
export async function noteOutcomes(
  tx: Tx,
  ctx: WorkspaceScope,
  { runId, outcomes }: { runId: string; outcomes: readonly NewOutcome[] },
): Promise<void> {
  if (outcomes.length === 0) return;
  await sqlPort(tx).query(
    `insert into "SyncOutcome" ("workspaceId", "runId", "remoteId", name, folder, outcome, error)
     select $1, $2, o."remoteId", o.name, o.folder, o.outcome, o.error
     from jsonb_to_recordset($3::jsonb) as o("remoteId" text, name text, folder text, outcome text, error jsonb)
     on conflict ("runId", "remoteId") do update set outcome = excluded.outcome, error = excluded.error`,
    [ctx.workspace.id, runId, JSON.stringify(outcomes)],
  );
}
