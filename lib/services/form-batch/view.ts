import "server-only";
import { z } from "zod";
import type { VisitorBatch } from "@/lib/publication/protocol";
import type { VisitorContext } from "../context";
import { errorLine } from "../visitor/problem";
import { ownBatch } from "./require";

/** Rows without an answer that are told one by one; the results have all. */
const SHOWN_PROBLEMS = 100;

export const rowError = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

/** How far a file of this visitor has come. Throws `form-batch.not-found`. */
export async function viewOf(ctx: VisitorContext, id: string): Promise<VisitorBatch> {
  const batch = await ownBatch(ctx, id);
  const where = { batchId: id, workspaceId: ctx.workspace.id };
  const [rows, done, problems] = [
    await ctx.db.formBatchRow.count({ where }),
    await ctx.db.formBatchRow.count({ where: { ...where, doneAt: { not: null } } }),
    await ctx.db.formBatchRow.findMany({
      where: { ...where, doneAt: { not: null }, runId: null },
      orderBy: { number: "asc" },
      take: SHOWN_PROBLEMS,
      select: { number: true, error: true },
    }),
  ];
  const ended = batch.stoppedAt ? "stopped" : "done";
  return {
    id,
    name: batch.name,
    state: batch.endedAt ? ended : "running",
    rows,
    done,
    problems: problems.map(({ number, error }) => ({
      row: number,
      message: errorLine(rowError.parse(error)),
    })),
  };
}
