import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import type { Call, WorkspaceContext } from "../context";
import { found } from "../not-found";
import { documentFilter, filterSql, parameters, type Bind } from "./filter";
import { summaryOf, type DocumentSummary } from "./state";
import { DOCUMENT_STATUS, type DocumentStateName, type StatusRow } from "./status-sql";

/** What one can sort by, and the column of `status` with its type. */
const SORTS = {
  name: ["lower(name)", "text"],
  updatedAt: ["updated_at", "timestamptz"],
  size: ["size", "integer"],
  passages: ["passages", "integer"],
  state: ["state", "text"],
} as const;

export const listDocumentsInput = documentFilter.extend({
  sort: z.enum(["name", "updatedAt", "size", "passages", "state"]).default("name"),
  direction: z.enum(["asc", "desc"]).default("asc"),
  /** `next` of the page before, with the same sort and filter. */
  cursor: z.string().max(2000).optional(),
  limit: z.int().min(1).max(1000).default(100),
});
type Input = z.input<typeof listDocumentsInput>;

export interface DocumentPage {
  items: DocumentSummary[];
  /** Cursor of the following page; null on the last. */
  next: string | null;
  /** How many fit the filter but for its states, by state; states without any are left out. */
  counts: Partial<Record<DocumentStateName, number>>;
  /** The same by type. */
  types: Record<string, number>;
  /** How many fit the whole filter. */
  total: number;
}

interface Row {
  counts: DocumentPage["counts"] | null;
  types: DocumentPage["types"] | null;
  total: number;
  items: (StatusRow & { sort_key: unknown })[] | null;
}

/** A page of the documents that fit a filter, in one query. Throws `source.not-found`, `request.invalid`. */
export async function listDocuments({ ctx, input }: Call<Input>): Promise<DocumentPage> {
  const { limit, ...wanted } = listDocumentsInput.parse(input);
  if (wanted.sourceId !== undefined) await requireSource(ctx, wanted.sourceId);
  const { params, bind } = parameters(ctx.workspace.id);
  const [key] = SORTS[wanted.sort];
  const { rest, state } = filterSql(wanted, bind);
  const after = wanted.cursor === undefined ? "true" : afterSql(wanted, wanted.cursor, bind);
  const rows = await ctx.sql.query<Row>(
    `with ${DOCUMENT_STATUS},
     fitting as materialized (select *, ${key} as sort_key from status where ${rest})
     select
       (select json_object_agg(state, n) from (select state, count(*) as n from fitting group by state) by_state) as counts,
       (select json_object_agg(type, n) from (select type, count(*) as n from fitting group by type) by_type) as types,
       (select count(*)::integer from fitting where ${state}) as total,
       (select json_agg(page) from (
          select * from fitting where ${state} and ${after}
          order by sort_key ${wanted.direction}, id ${wanted.direction} limit ${bind(limit + 1, "integer")}
        ) page) as items`,
    params,
  );
  const row = rows[0];
  const items = row?.items ?? [];
  const last = items.length > limit ? items[limit - 1] : undefined;
  return {
    items: items.slice(0, limit).map(summaryOf),
    next: last ? JSON.stringify([last.sort_key, last.id]) : null,
    counts: row?.counts ?? {},
    types: row?.types ?? {},
    total: row?.total ?? 0,
  };
}

const cursorSchema = z.tuple([z.union([z.string(), z.number()]), z.string()]);

function afterSql(
  { sort, direction }: Pick<z.infer<typeof listDocumentsInput>, "sort" | "direction">,
  cursor: string,
  bind: Bind,
): string {
  const parsed = cursorSchema.safeParse(readJsonText(cursor));
  if (!parsed.success) {
    throw new AppError("request.invalid", "bad-request", { params: { field: "cursor" } });
  }
  const [value, id] = parsed.data;
  const [, type] = SORTS[sort];
  // As text first: Prisma would send a number as a bigint or a float.
  const sortKey = `${bind(String(value), "text")}::${type}`;
  return `(sort_key, id) ${direction === "asc" ? ">" : "<"} (${sortKey}, ${bind(id, "text")})`;
}

function readJsonText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function requireSource(ctx: WorkspaceContext, id: string): Promise<void> {
  found(
    "source",
    await ctx.db.source.findFirst({
      where: { id, workspaceId: ctx.workspace.id, deletedAt: null },
      select: { id: true },
    }),
  );
}
