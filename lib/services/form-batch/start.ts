import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import type { VisitorBatch } from "@/lib/publication/protocol";
import type { VisitorCall } from "../context";
import { formOf } from "../form/form-of";
import { publishedGraph } from "../publication/published-graph";
import { countCall } from "../visitor/rate";
import { refuse } from "../visitor/refuse";
import { readBatchFile } from "./read-file";
import { requireBatches } from "./require";
import { viewOf } from "./view";

export const MAX_BATCH_BYTES = 2 * 1024 * 1024;
const HOUR_MS = 3_600_000;
/** Files an hour of one visitor. */
const PER_HOUR = 20;

export const batchName = z.string().trim().min(1).max(200);

/**
 * Takes a file whose rows fill in the form, and has them answered one after the other. Throws `visitor.not-live`,
 * `visitor.too-many`, `form-batch.busy` while an earlier file of the visitor is at work, and as readBatchFile does.
 */
export async function startBatch({
  ctx,
  input: { name, text },
}: VisitorCall<{ name: string; text: string }>): Promise<VisitorBatch> {
  const open = await requireBatches(ctx);
  const { visitorId } = ctx.asker;
  const limit = { key: `batch:visitor:${visitorId}`, points: PER_HOUR, windowMs: HOUR_MS };
  await countCall(ctx.sql, [limit], "visitor.too-many");
  const form = formOf(await publishedGraph(ctx, open));
  if (form === null) throw refuse("not-live");
  const { columns, rows } = readBatchFile(text, form);
  const workspaceId = ctx.workspace.id;
  const id = randomUUID();
  await ctx.db.$transaction(async (tx) => {
    const busy = await tx.formBatch.count({ where: { visitorId, workspaceId, endedAt: null } });
    if (busy > 0) throw new AppError("form-batch.busy", "conflict");
    const publicationId = ctx.publication.id;
    await tx.formBatch.create({
      data: { id, workspaceId, publicationId, visitorId, name, columns: [...columns] },
    });
    await tx.formBatchRow.createMany({
      data: rows.map((cells, index) => ({
        workspaceId,
        batchId: id,
        number: index + 1,
        cells: [...cells],
      })),
    });
    await ctx.jobs.enqueue(tx, "answer-form-batch", { workspaceId, batchId: id });
  });
  return viewOf(ctx, id);
}
