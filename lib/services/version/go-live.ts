import "server-only";
import { z } from "zod";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { found } from "../not-found";
import { holdUnlocked } from "./hold";

export const goLiveInput = z.object({
  workflowId: idSchema,
  /** A version of the workflow; null takes it off the air. */
  versionId: idSchema.nullable(),
});

/**
 * Makes an earlier version the live one again, or none; the draft stays as it is. Throws `workflow.not-found`,
 * `version.not-found`, `version.locked`.
 */
export async function goLive({ ctx, input }: Call<z.infer<typeof goLiveInput>>): Promise<void> {
  const { workflowId, versionId } = input;
  await ctx.db.$transaction(async (tx) => {
    const held = await holdUnlocked(tx, ctx, workflowId);
    const number = versionId === null ? null : await numberOf(versionId);
    if (held.liveVersionId === versionId) return;
    await tx.workflow.update({ where: { id: workflowId }, data: { liveVersionId: versionId } });
    await recordAudit(tx, ctx, {
      action: versionId === null ? "version.take-down" : "version.go-live",
      entity: "workflow",
      entityId: workflowId,
      detail: { number },
    });

    async function numberOf(id: string): Promise<number> {
      const where = { id, workflowId, workspaceId: ctx.workspace.id };
      return found("version", await tx.workflowVersion.findFirst({ where })).number;
    }
  });
}
