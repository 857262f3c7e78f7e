import "server-only";
import type { z } from "zod";
import type { Call } from "../context";
import { parameters } from "./filter";
import { documentOrder, fittingSql, requireSourceOf } from "./list";
import { READABLE_STATUS } from "./status-sql";

export const listDocumentIdsInput = documentOrder;
type Input = z.input<typeof listDocumentIdsInput>;

/**
 * The ids of all documents that fit a filter, in order: what "select all" selects, so that what comes later is not
 * among it. Throws `source.not-found`.
 */
export async function listDocumentIds({ ctx, input }: Call<Input>): Promise<string[]> {
  const wanted = listDocumentIdsInput.parse(input);
  await requireSourceOf(ctx, wanted);
  const { params, bind } = parameters(ctx);
  const { fitting, order } = fittingSql(wanted, bind);
  const rows = await ctx.sql.query<{ id: string }>(
    `with recursive ${READABLE_STATUS}, ${fitting} select id from fitting order by ${order}`,
    params,
  );
  return rows.map(({ id }) => id);
}
