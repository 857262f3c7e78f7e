import "server-only";
import { createPassageStore } from "@/lib/vector-stores/postgres/passage-store";
import type { WorkspaceContext } from "../context";
import { DOCUMENT_STATUS } from "../document/status-sql";
import { workflowUses } from "../knowledge/usage";

export interface StoreDetails {
  id: string;
  /** Estimated tokens of all its passages, what they share counted in each. */
  tokens: number;
  /** What its passages take on disk, with their keyword and other indexes; null before there is an index. */
  bytes: number | null;
  /** Documents of the sources it is kept in sync with, and how many of them failed. */
  documents: number;
  failed: number;
  /** Workflows that search it or keep it in sync, by name; what their routers ask for, 0..1. */
  usedBy: { id: string; name: string; thresholds: number[] }[];
}

/** What is worth knowing about each store beyond the list, which is asked for often. */
export async function listStoreDetails({
  ctx,
}: {
  ctx: WorkspaceContext;
}): Promise<StoreDetails[]> {
  const rows = await figures(ctx);
  const uses = await workflowUses(ctx);
  const sizes = await createPassageStore(ctx.sql).diskBytes(
    rows.flatMap(({ index_id }) => index_id ?? []),
  );
  return rows.map(({ id, index_id, ...counts }) => ({
    id,
    ...counts,
    bytes: (index_id === null ? undefined : sizes.get(index_id)) ?? null,
    usedBy: uses
      .filter(({ storeIds }) => storeIds.includes(id))
      .map((use) => ({
        id: use.id,
        name: use.name,
        thresholds: use.thresholds.flatMap((of) => (of.storeId === id ? [of.threshold] : [])),
      })),
  }));
}

interface Figures {
  id: string;
  index_id: string | null;
  tokens: number;
  documents: number;
  failed: number;
}

function figures(ctx: WorkspaceContext): Promise<Figures[]> {
  return ctx.sql.query<Figures>(
    `with ${DOCUMENT_STATUS},
     by_source as (
       select source_id, count(*) as documents, count(*) filter (where state = 'failed') as failed
       from status group by source_id
     ),
     linked as (
       select distinct "storeId" as store_id, "sourceId" as source_id from "StoreSource" where "workspaceId" = $1
     )
     select store.id, store."activeIndexId" as index_id,
       (select coalesce(sum(indexed.tokens), 0)::integer from "IndexedVersion" indexed
         where indexed."indexId" = store."activeIndexId" and indexed."workspaceId" = $1) as tokens,
       coalesce(sum(by_source.documents), 0)::integer as documents,
       coalesce(sum(by_source.failed), 0)::integer as failed
     from "Store" store
     left join linked on linked.store_id = store.id
     left join by_source on by_source.source_id = linked.source_id
     where store."workspaceId" = $1 and store."deletedAt" is null
     group by store.id`,
    [ctx.workspace.id],
  );
}
