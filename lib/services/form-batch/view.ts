import "server-only";
import type { VisitorBatch } from "@/lib/publication/protocol";
import type { VisitorContext } from "../context";
import { storedErrorSchema } from "../document/state";
import { errorLine } from "../visitor/problem";
import { ownBatch } from "./require";

/** Rows without an answer that are told one by one; the results have all. */
const SHOWN_PROBLEMS = 100;

/** How far a file of this visitor has come. Throws `form-batch.not-found`. */
export async function viewOf(ctx: VisitorContext, id: string): Promise<VisitorBatch> {
  const batch = await ownBatch(ctx, id);
  const where = { batchId: id, workspaceId: ctx.workspace.id };
  const [rows, done, problems] = await Promise.all([
    ctx.db.formBatchRow.count({ where }),
    ctx.db.formBatchRow.count({ where: { ...where, doneAt: { not: null } } }),
    ctx.db.formBatchRow.findMany({
      where: { ...where, doneAt: { not: null }, runId: null },
      orderBy: { number: "asc" },
      take: SHOWN_PROBLEMS,
      select: { number: true, error: true },
    }),
  ]);
  const ended = batch.stoppedAt ? "stopped" : "done";
  return {
    id,
    name: batch.name,
    state: batch.endedAt ? ended : "running",
    rows,
    done,
    problems: problems.map(({ number, error }) => ({
      row: number,
      message: errorLine(storedErrorSchema.parse(error)),
    })),
  };
}
