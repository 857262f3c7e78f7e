import "server-only";
import { z } from "zod";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { findWorkflow } from "../workflow/find";

export const listVersionsInput = z.object({
  workflowId: idSchema,
  /** The number that the page before ended with. */
  cursor: z.int().min(1).optional(),
});

const PAGE = 50;

/**
 * The versions of a workflow, newest first, with which is live and whether changing that is locked; `next` is the
 * cursor of the following page. Throws `workflow.not-found`.
 */
export async function listVersions({ ctx, input }: Call<z.infer<typeof listVersionsInput>>) {
  const { workflowId, cursor } = input;
  const workspaceId = ctx.workspace.id;
  await findWorkflow(ctx.db, ctx, workflowId);
  const [workflow, rows] = await Promise.all([
    ctx.db.workflow.findFirstOrThrow({
      where: { id: workflowId, workspaceId },
      select: {
        liveVersionId: true,
        lockedAt: true,
        lockedBy: { select: { id: true, name: true } },
      },
    }),
    ctx.db.workflowVersion.findMany({
      where: { workflowId, workspaceId, ...(cursor ? { number: { lt: cursor } } : {}) },
      orderBy: { number: "desc" },
      take: PAGE + 1,
      include: { publishedBy: { select: { name: true } } },
    }),
  ]);
  const items = rows.slice(0, PAGE).map(({ id, number, note, publishedAt, publishedBy }) => ({
    id,
    number,
    note,
    publishedAt,
    publishedBy: publishedBy?.name ?? null,
  }));
  const { liveVersionId, lockedAt, lockedBy } = workflow;
  const lock = lockedAt && { at: lockedAt, by: lockedBy };
  return {
    items,
    next: rows.length > PAGE ? (items.at(-1)?.number ?? null) : null,
    liveVersionId,
    lock,
  };
}
