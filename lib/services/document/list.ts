import "server-only";
import { z } from "zod";
import type { Call, WorkspaceContext } from "../context";
import { found } from "../not-found";
import { documentFilter, filterSql, parameters, type Bind, type DocumentFilter } from "./filter";
import { summaryOf, type DocumentSummary } from "./state";
import { DOCUMENT_ROWS, READABLE_STATUS, type StatusRow } from "./status-sql";
import { JOIN_TWINS } from "./twins-sql";

/** What needs attention comes first. */
const STATE_ORDER = [
  "failed",
  "skipped",
  "paused",
  "waiting",
  "reading",
  "indexing",
  "queued",
  "stored",
  "ready",
] as const satisfies readonly DocumentSummary["state"][];

/** What one can sort by, as an expression on `status`. */
const SORTS = {
  name: "name collate natural_order",
  updatedAt: "updated_at",
  size: "size",
  passages: "passages",
  state: `array_position(array['${STATE_ORDER.join("', '")}'], state)`,
} as const;

export const documentOrder = documentFilter.extend({
  sort: z.enum(["name", "updatedAt", "size", "passages", "state"]).default("name"),
  direction: z.enum(["asc", "desc"]).default("asc"),
});

export const listDocumentsInput = documentOrder.extend({
  /** How many to leave out from the beginning: pages can be fetched in any order. */
  offset: z.int().min(0).max(1_000_000).default(0),
  limit: z.int().min(1).max(1000).default(100),
});
type Input = z.input<typeof listDocumentsInput>;

export interface ListedDocument extends DocumentSummary {
  /** Other documents of the workspace with the very same content, and the oldest of them. */
  same: { count: number; id: string; name: string } | null;
}

export interface DocumentPage {
  items: ListedDocument[];
  /** The place of the first item in the whole list. */
  offset: number;
  /** How many fit the filter. */
  total: number;
}

interface Row extends StatusRow {
  twins: number;
  twin: { id: string; name: string } | null;
}

/** A page of the documents that fit a filter, in one query. Throws `source.not-found`. */
export async function listDocuments({ ctx, input }: Call<Input>): Promise<DocumentPage> {
  const { limit, offset, ...wanted } = listDocumentsInput.parse(input);
  await requireSourceOf(ctx, wanted);
  const { params, bind } = parameters(ctx);
  const { fitting, order } = fittingSql(wanted, bind);
  const rows = await ctx.sql.query<{ total: number; items: Row[] | null }>(
    `with recursive ${READABLE_STATUS}, ${fitting},
     page as materialized (
       select array(
         select id from fitting order by ${order}
         offset ${bind(offset, "integer")} limit ${bind(limit, "integer")}
       ) as ids
     )
     select (select count(*)::integer from fitting) as total,
       (select json_agg(item order by place) from (
          select status.*, same.*, chosen.place
          from unnest((select ids from page)) with ordinality as chosen(id, place)
          -- "offset 0" keeps this a look-up for each id: without statistics the planner would go through all documents.
          cross join lateral (select * from status where status.id = chosen.id offset 0) status
          ${JOIN_TWINS}
        ) item) as items`,
    params,
  );
  const [row] = rows;
  return { items: (row?.items ?? []).map(listed), offset, total: row?.total ?? 0 };
}

type Wanted = z.output<typeof documentOrder>;

/** The documents that fit a filter as the table expression `fitting`, and how to order it. */
export function fittingSql(wanted: Wanted, bind: Bind): { fitting: string; order: string } {
  const { rest, state } = filterSql(wanted, bind);
  const from = needsStatus(wanted) ? "status" : "own";
  return {
    fitting: `${DOCUMENT_ROWS}, fitting as materialized (
      select id, name, ${SORTS[wanted.sort]} as sort_key from ${from} where ${rest} and ${state}
    )`,
    order: `sort_key ${wanted.direction}, ${SORTS.name}, id`,
  };
}

function needsStatus({ states, types, reason, duplicates, sort }: Wanted): boolean {
  const filters = [states?.length, types?.length, reason, duplicates];
  return filters.some(Boolean) || sort === "state" || sort === "passages";
}

function listed({ twins, twin, ...row }: Row): ListedDocument {
  return { ...summaryOf(row), same: twin && { count: twins, ...twin } };
}

/** Throws `source.not-found` when the filter names a source that the workspace doesn't have. */
export async function requireSourceOf(
  ctx: WorkspaceContext,
  { sourceId: id }: DocumentFilter,
): Promise<void> {
  if (id === undefined) return;
  found(
    "source",
    await ctx.db.source.findFirst({
      where: { id, workspaceId: ctx.workspace.id, deletedAt: null },
      select: { id: true },
    }),
  );
}
