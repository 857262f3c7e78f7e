import "server-only";
import { z } from "zod";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { findConnection } from "./find";

export const setLimitsInput = z.object({
  id: idSchema,
  /** Answers at once; null sets no limit. */
  maxConcurrent: z.number().int().min(1).max(999_999_999).nullable(),
  tokensPerMinute: z.number().int().min(1).max(999_999_999).nullable(),
});

/** Says how much a key may do at once; calls that begin from now on go by it. Throws `connection.not-found`. */
export async function setLimits({ ctx, input }: Call<z.infer<typeof setLimitsInput>>) {
  const { id, maxConcurrent, tokensPerMinute } = input;
  const limits = { maxConcurrent, tokensPerMinute };
  await ctx.db.$transaction(async (tx) => {
    await findConnection(tx, ctx, id);
    await tx.modelConnection.update({
      where: { id, workspaceId: ctx.workspace.id },
      data: limits,
    });
    await recordAudit(tx, ctx, {
      action: "connection.limits",
      entity: "connection",
      entityId: id,
      detail: limits,
    });
  });
}
