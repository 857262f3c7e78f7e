import "server-only";
import type { WorkspaceScope } from "../context";
import { found } from "../not-found";

export interface ActiveIndex {
  readonly id: string;
  readonly connectionId: string;
  readonly model: string;
  /** Its passages are found within larger ones, see Chunking. */
  readonly merge: boolean;
  /** Some of its documents may not be read by everybody. */
  readonly restricted: boolean;
}

/** A store, with the index that answers for it where it has one. */
export type IndexRow = { readonly storeId: string } & (ActiveIndex | { readonly id: null });

/** As SQL, the {@link IndexRow}s of a workspace with some ids of stores, both given as expressions. */
export const indexRows = ({ stores, workspace }: { stores: string; workspace: string }) => `
  select store.id as "storeId", index.id, index."connectionId", index.model, coalesce(index.chunking->>'strategy', '') = 'parent' as merge,
    exists (
      select from "StoreSource" link join "Source" source on source.id = link."sourceId"
      where link."storeId" = store.id and source."respectsPermissions" and source."deletedAt" is null
    ) as restricted
  from "Store" store
  left join "StoreIndex" index
    on index.id = store."activeIndexId" and index."workspaceId" = store."workspaceId"
  where store.id = any (${stores}) and store."workspaceId" = ${workspace} and store."deletedAt" is null`;

const ACTIVE_INDEX = indexRows({ stores: "array[$1::text]", workspace: "$2" });

/** The index that answers for a store, in one query; null when it has none yet. Throws `store.not-found`. */
export async function findActiveIndex(
  ctx: WorkspaceScope,
  storeId: string,
): Promise<ActiveIndex | null> {
  const params = [storeId, ctx.workspace.id];
  const rows = await ctx.sql.query<IndexRow>(ACTIVE_INDEX, params, { prepared: true });
  const row = found("store", rows[0]);
  return row.id === null ? null : row;
}
