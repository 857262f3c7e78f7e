import "server-only";
import { z } from "zod";
import { recordAudit } from "../audit/record";
import { findConnection } from "../connection/find";
import type { Call } from "../context";
import { idSchema } from "../inputs";

/** US dollars per million tokens. */
const perMillion = z.number().min(0).max(10_000);

export const setPriceInput = z.object({
  connectionId: idSchema,
  model: z.string().trim().min(1).max(200),
  /** Null goes back to the price list. */
  price: z.object({ input: perMillion, output: perMillion }).nullable(),
});

/**
 * Sets what a model costs from now on; calls of this month that had no price get it too, so that budgets count them.
 * Throws `connection.not-found`.
 */
export async function setPrice({ ctx, input }: Call<z.infer<typeof setPriceInput>>): Promise<void> {
  const { connectionId, model, price } = input;
  const workspaceId = ctx.workspace.id;
  await ctx.db.$transaction(async (tx) => {
    await findConnection(tx, ctx, connectionId);
    const where = { connectionId_model: { connectionId, model } };
    if (price) {
      await tx.modelPrice.upsert({
        where: { ...where, workspaceId },
        create: { workspaceId, connectionId, model, ...price },
        update: price,
      });
      await tx.$executeRaw`
        update "ModelCall"
        set cost = ("inputTokens" * ${price.input}::float8 + "outputTokens" * ${price.output}::float8) / 1000000
        where "workspaceId" = ${workspaceId} and "connectionId" = ${connectionId} and model = ${model}
          and cost is null and at >= date_trunc('month', now() at time zone 'utc') at time zone 'utc'`;
    } else {
      await tx.modelPrice.deleteMany({ where: { connectionId, model, workspaceId } });
    }
    await recordAudit(tx, ctx, {
      action: "model-price.set",
      entity: "connection",
      entityId: connectionId,
      detail: { model, input: price?.input ?? null, output: price?.output ?? null },
    });
  });
}
