import "server-only";
import type { z } from "zod";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { ensurePublication } from "./ensure";
import type { setLimitsInput } from "./inputs";

/** Sets how much may be asked and spent, and how long conversations are kept. Throws `workflow.not-found`. */
export async function setLimits({
  ctx,
  input: { workflowId, limits },
}: Call<z.infer<typeof setLimitsInput>>): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const { id } = await ensurePublication(tx, ctx, workflowId);
    await tx.publication.update({ where: { id, workspaceId: ctx.workspace.id }, data: limits });
    await recordAudit(tx, ctx, {
      action: "publication.set-limits",
      entity: "workflow",
      entityId: workflowId,
      detail: limits,
    });
  });
}
