import "server-only";
import { z } from "zod";
import { hasPermission } from "@/lib/auth/permissions";
import { AppError } from "@/lib/errors/app-error";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { holdWorkflow } from "./hold";

export const setLockInput = z.object({ workflowId: idSchema, locked: z.boolean() });

/**
 * Locks what is live against any change, or opens it again, which whoever locked it and those who manage the workspace
 * may. Throws `workflow.not-found`, `version.locked` (forbidden) for others.
 */
export async function setLock({ ctx, input }: Call<z.infer<typeof setLockInput>>): Promise<void> {
  const { workflowId, locked } = input;
  await ctx.db.$transaction(async (tx) => {
    const { lockedAt, lockedBy } = await holdWorkflow(tx, ctx, workflowId);
    if ((lockedAt !== null) === locked) return;
    const mayOpen =
      lockedBy?.id === ctx.actor.userId || hasPermission(ctx.actor.role, "workspace.manage");
    if (!locked && !mayOpen) {
      const by = lockedBy?.name ?? "somebody";
      throw new AppError("version.locked", "forbidden", { params: { by } });
    }
    await tx.workflow.update({
      where: { id: workflowId },
      data: locked
        ? { lockedAt: new Date(), lockedById: ctx.actor.userId }
        : { lockedAt: null, lockedById: null },
    });
    await recordAudit(tx, ctx, {
      action: locked ? "version.lock" : "version.unlock",
      entity: "workflow",
      entityId: workflowId,
    });
  });
}
