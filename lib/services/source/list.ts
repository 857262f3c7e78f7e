import "server-only";
import type { WorkspaceContext } from "../context";
import { DOCUMENT_STATUS } from "../document/status-sql";

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
}

/** The sources by name. */
export async function listSources({ ctx }: { ctx: WorkspaceContext }): Promise<SourceSummary[]> {
  return ctx.sql.query<SourceSummary>(
    `with ${DOCUMENT_STATUS}
     select source.id, source.type, source.name, source."respectsPermissions", count(status.id)::integer as documents,
       (count(*) filter (where state = 'ready'))::integer as ready,
       (count(*) filter (where state = 'failed'))::integer as failed,
       (count(*) filter (where state = 'skipped'))::integer as skipped
     from "Source" source left join status on source_id = source.id
     where source."workspaceId" = $1 and source."deletedAt" is null
     group by source.id, source.type, source.name, source."respectsPermissions" order by source.name, source.id`,
    [ctx.workspace.id],
  );
}
