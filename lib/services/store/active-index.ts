import "server-only";
import type { WorkspaceScope } from "../context";
import { found } from "../not-found";

interface ActiveIndex {
  readonly id: string;
  readonly connectionId: string;
  readonly model: string;
  /** Its passages are found within larger ones, see Chunking. */
  readonly merge: boolean;
  /** Some of its documents may not be read by everybody. */
  readonly restricted: boolean;
}

const ACTIVE_INDEX = `
  select index.id, index."connectionId", index.model, coalesce(index.chunking->>'strategy', '') = 'parent' as merge,
    exists (
      select from "StoreSource" link join "Source" source on source.id = link."sourceId"
      where link."storeId" = store.id and source."respectsPermissions" and source."deletedAt" is null
    ) as restricted
  from "Store" store
  left join "StoreIndex" index
    on index.id = store."activeIndexId" and index."workspaceId" = store."workspaceId"
  where store.id = $1 and store."workspaceId" = $2 and store."deletedAt" is null`;

/** The index that answers for a store, in one query; null when it has none yet. Throws `store.not-found`. */
export async function findActiveIndex(
  ctx: WorkspaceScope,
  storeId: string,
): Promise<ActiveIndex | null> {
  const rows = await ctx.sql.query<ActiveIndex | { id: null }>(
    ACTIVE_INDEX,
    [storeId, ctx.workspace.id],
    { prepared: true },
  );
  const row = found("store", rows[0]);
  return row.id === null ? null : row;
}
