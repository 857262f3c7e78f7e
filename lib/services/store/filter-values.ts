import "server-only";
import type { z } from "zod";
import { mayRead, readerPrincipals } from "@/lib/vector-stores/postgres/visibility";
import type { Call } from "../context";
import type { byId } from "../inputs";
import { found } from "../not-found";

/** Of each kind; more than that nobody picks from. */
const MOST = 500;

export interface FilterValues {
  tags: string[];
  /** Folders that documents lie in, and those around them. */
  folders: string[];
  /** ISO 639-1 codes. */
  languages: string[];
  sources: { id: string; name: string }[];
}

const VALUES = `
  with recursive ${readerPrincipals("$3::text")}, linked as (
    select source.id, source.name from "StoreSource" link
    join "Source" source on source.id = link."sourceId" and source."workspaceId" = $1
    where link."storeId" = $2 and link."workspaceId" = $1 and source."deletedAt" is null
    group by source.id, source.name
  ), there as (
    select d.tags, d.folder, version.language from "Document" d
    join linked on linked.id = d."sourceId"
    join "Source" source on source.id = d."sourceId"
    left join "DocumentVersion" version on version.id = d."currentVersionId" and version."workspaceId" = $1
    where d."workspaceId" = $1 and d."deletedAt" is null and ${mayRead()}
  ), folders as (
    select distinct array_to_string(parts[1:depth], '/') as folder
    from (select distinct string_to_array(folder, '/') as parts from there where folder <> '') own,
      generate_subscripts(parts, 1) depth
  )
  select
    array(select tag from there, unnest(tags) tag group by tag order by tag collate natural_order limit ${String(MOST)}) as tags,
    array(select folder from folders order by folder collate natural_order limit ${String(MOST)}) as folders,
    array(select language from there where language is not null group by language order by count(*) desc, language) as languages,
    coalesce((select json_agg(linked order by name collate natural_order) from linked), '[]') as sources`;

/** What the documents of a store can be narrowed down by. Throws `store.not-found`. */
export async function storeFilterValues({
  ctx,
  input: { id },
}: Call<z.infer<typeof byId>>): Promise<FilterValues> {
  const workspaceId = ctx.workspace.id;
  found(
    "store",
    await ctx.db.store.findFirst({
      where: { id, workspaceId, deletedAt: null },
      select: { id: true },
    }),
  );
  const [row] = await ctx.sql.query<FilterValues>(VALUES, [workspaceId, id, ctx.actor.userId]);
  return row ?? { tags: [], folders: [], languages: [], sources: [] };
}
