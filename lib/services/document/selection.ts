import "server-only";
import { z } from "zod";
import type { Call, Tx, WorkspaceContext } from "../context";
import { idSchema } from "../inputs";
import { notFound } from "../not-found";
import { documentFilter, filterSql, parameters } from "./filter";
import { READABLE_STATUS, type DocumentStateName } from "./status-sql";

/** Documents by their ids, or all that fit a filter. */
export const documentSelection = z.union([
  z.object({ ids: z.array(idSchema).min(1).max(1000) }),
  z.object({ filter: documentFilter }),
]);
export type DocumentSelection = z.infer<typeof documentSelection>;
export type SelectionCall = Call<DocumentSelection>;

/**
 * The ids of the chosen documents, those in other states than `only` left out. Throws `document.not-found` when one of
 * the given ids isn't there.
 */
export async function selectedDocuments(
  ctx: WorkspaceContext,
  selection: DocumentSelection,
  only?: readonly DocumentStateName[],
): Promise<string[]> {
  const { params, bind } = parameters(ctx);
  const byIds = "ids" in selection;
  const condition = byIds
    ? `id = any(${bind(selection.ids, "text[]")})`
    : Object.values(filterSql(selection.filter, bind)).join(" and ");
  const rows = await ctx.sql.query<{ id: string; state: DocumentStateName }>(
    `with recursive ${READABLE_STATUS} select id, state from status where ${condition} order by id`,
    params,
  );
  if (byIds && rows.length < new Set(selection.ids).size) throw notFound("document");
  return rows.filter(({ state }) => only?.includes(state) ?? true).map(({ id }) => id);
}

/** Documents changed in one transaction: few enough to be quick, on a database that has only one at a time. */
const BATCH = 200;

/** Does something to documents, some at a time, each lot in a transaction of its own. */
export async function inBatches(
  ctx: WorkspaceContext,
  ids: readonly string[],
  change: (tx: Tx, batch: string[]) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < ids.length; at += BATCH) {
    await ctx.db.$transaction((tx) => change(tx, ids.slice(at, at + BATCH)));
  }
}
