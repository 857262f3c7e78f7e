import "server-only";
import { z } from "zod";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { parameters } from "./filter";
import { requireSourceOf } from "./list";
import { READABLE_STATUS } from "./status-sql";
import { HAS_TWINS } from "./twins-sql";

export const documentFacetsInput = z.object({ sourceId: idSchema.optional() });

interface Facet {
  value: string;
  count: number;
}

export interface DocumentFacets {
  /** Types as the filter takes them, the most frequent first. */
  types: Facet[];
  /** By name. */
  tags: Facet[];
  /** How many have the same content as another document of the workspace. */
  duplicates: number;
}

/** What the documents, or those of a source, can be filtered by. Throws `source.not-found`. */
export async function documentFacets({
  ctx,
  input,
}: Call<z.infer<typeof documentFacetsInput>>): Promise<DocumentFacets> {
  await requireSourceOf(ctx, input);
  const { params, bind } = parameters(ctx);
  const source =
    input.sourceId === undefined ? "true" : `source_id = ${bind(input.sourceId, "text")}`;
  const [row] = await ctx.sql.query<{
    types: Facet[] | null;
    tags: Facet[] | null;
    duplicates: number;
  }>(
    `with recursive ${READABLE_STATUS},
     fitting as materialized (select id, type, tags, content_hash from status where ${source})
     select
       (select json_agg(facet) from (
          select type as value, count(*) as count from fitting group by type order by count(*) desc, type
        ) facet) as types,
       (select json_agg(facet) from (
          select tag as value, count(*) as count from fitting cross join unnest(tags) tag
          group by tag order by tag collate natural_order
        ) facet) as tags,
       (select count(*)::integer from fitting status where ${HAS_TWINS}) as duplicates`,
    params,
  );
  return { types: row?.types ?? [], tags: row?.tags ?? [], duplicates: row?.duplicates ?? 0 };
}
