import "server-only";
import { z } from "zod";
import { recordAudit } from "../audit/record";
import { findConnection } from "../connection/find";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { forgetBudgets } from "./budget";

export const setBudgetInput = z.object({
  /** Null for the whole workspace. */
  connectionId: idSchema.nullable(),
  /** US dollars a month; null: no limit. */
  monthly: z.number().positive().max(10_000_000).nullable(),
});

/** Limits what may be spent in a month, or takes the limit away. Throws `connection.not-found`. */
export async function setBudget({
  ctx,
  input,
}: Call<z.infer<typeof setBudgetInput>>): Promise<void> {
  const { connectionId, monthly } = input;
  const workspaceId = ctx.workspace.id;
  await ctx.db.$transaction(async (tx) => {
    if (connectionId !== null) await findConnection(tx, ctx, connectionId);
    const changed =
      monthly === null
        ? { count: 0 }
        : await tx.modelBudget.updateMany({
            where: { workspaceId, connectionId },
            data: { monthly },
          });
    if (monthly === null) await tx.modelBudget.deleteMany({ where: { workspaceId, connectionId } });
    else if (changed.count === 0) {
      await tx.modelBudget.create({ data: { workspaceId, connectionId, monthly } });
    }
    await recordAudit(tx, ctx, {
      action: "model-budget.set",
      entity: connectionId === null ? "workspace" : "connection",
      entityId: connectionId ?? workspaceId,
      detail: { monthly },
    });
  });
  forgetBudgets();
}
