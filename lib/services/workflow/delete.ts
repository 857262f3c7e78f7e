import "server-only";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { discardFiles } from "../conversation-file/discard";
import type { ById } from "../inputs";
import { foundCount } from "../not-found";

/**
 * Puts a workflow aside; `workflow.restore` brings it back. Its links are taken from its stores, and files attached to
 * its conversations go for good. Throws `workflow.not-found`.
 */
export async function deleteWorkflow({ ctx, input }: Call<ById>): Promise<void> {
  const workspaceId = ctx.workspace.id;
  await ctx.db.$transaction(async (tx) => {
    foundCount(
      "workflow",
      await tx.workflow.updateMany({
        where: { id: input.id, workspaceId, deletedAt: null },
        data: { deletedAt: new Date() },
      }),
    );
    await tx.storeSource.deleteMany({ where: { workflowId: input.id, workspaceId } });
    await discardFiles(tx, ctx, { workspaceId, conversation: { workflowId: input.id } });
    await recordAudit(tx, ctx, {
      action: "workflow.delete",
      entity: "workflow",
      entityId: input.id,
    });
  });
}
