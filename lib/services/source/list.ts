import "server-only";
import type { WorkspaceContext } from "../context";
import { DOCUMENT_STATUS } from "../document/status-sql";
import { isFailing } from "../sync/failing";

export interface SourceSummary {
  id: string;
  /** "files", or the type of its connector. */
  type: string;
  name: string;
  /** Its documents are for those alone who may read them where they come from. */
  respectsPermissions: boolean;
  /** Documents in it, and how many of them are searchable, failed or skipped. */
  documents: number;
  ready: number;
  failed: number;
  skipped: number;
  /** How fresh it is; null where it is kept in sync with nothing. */
  sync: {
    /** End of the newest run that finished. */
    at: Date | null;
    running: boolean;
    /** Run after run has failed. */
    failing: boolean;
  } | null;
}

type Row = Omit<SourceSummary, "sync"> & {
  failures: number | null;
  running: boolean;
  syncedAt: Date | null;
};

/** The sources by name. */
export async function listSources({ ctx }: { ctx: WorkspaceContext }): Promise<SourceSummary[]> {
  const rows = await ctx.sql.query<Row>(
    `with ${DOCUMENT_STATUS}
     select source.id, source.type, source.name, source."respectsPermissions", count(status.id)::integer as documents,
       (count(*) filter (where state = 'ready'))::integer as ready,
       (count(*) filter (where state = 'failed'))::integer as failed,
       (count(*) filter (where state = 'skipped'))::integer as skipped, sync.failures,
       exists (select from "SyncRun" run where run."sourceId" = sync."sourceId" and run."endedAt" is null) as running,
       (select run."endedAt" from "SyncRun" run where run."sourceId" = sync."sourceId" and run.phase = 'finished'
         order by run."createdAt" desc limit 1) as "syncedAt"
     from "Source" source left join status on source_id = source.id
       left join "SourceSync" sync on sync."sourceId" = source.id and sync."workspaceId" = $1
     where source."workspaceId" = $1 and source."deletedAt" is null
     group by source.id, source.type, source.name, source."respectsPermissions",
       sync."sourceId", sync.failures
     order by source.name, source.id`,
    [ctx.workspace.id],
  );
  return rows.map(({ failures, running, syncedAt, ...source }) => ({
    ...source,
    sync: failures === null ? null : { at: syncedAt, running, failing: isFailing(failures) },
  }));
}
