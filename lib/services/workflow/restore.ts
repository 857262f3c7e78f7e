import "server-only";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { found } from "../not-found";
import { readDraft } from "./find";
import { syncStandingLinks } from "./sync-links";

/** Brings a deleted workflow back with its links. Throws `workflow.not-found`. */
export async function restoreWorkflow({ ctx, input }: Call<ById>): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const workflow = found(
      "workflow",
      await tx.workflow.findFirst({
        where: { id: input.id, workspaceId: ctx.workspace.id, deletedAt: { not: null } },
        select: { id: true, draft: true },
      }),
    );
    await tx.workflow.update({ where: { id: workflow.id }, data: { deletedAt: null } });
    await syncStandingLinks(tx, ctx, {
      workflowId: workflow.id,
      graph: readDraft(workflow.draft),
    });
    await recordAudit(tx, ctx, {
      action: "workflow.restore",
      entity: "workflow",
      entityId: workflow.id,
    });
  });
}
