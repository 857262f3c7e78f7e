import "server-only";
import type { z } from "zod";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { found } from "../not-found";
import type { updateNamedModelInput } from "./inputs";
import { columnsOf } from "./write";

/**
 * Replaces what is known of a model; which one it is stays. Throws `named-model.not-found`, `connection.not-found`,
 * `named-model.name-taken`.
 */
export async function updateNamedModel({
  ctx,
  input: { id, ...known },
}: Call<z.infer<typeof updateNamedModelInput>>): Promise<void> {
  const workspaceId = ctx.workspace.id;
  await ctx.db.$transaction(async (tx) => {
    found("named-model", await tx.namedModel.findFirst({ where: { id, workspaceId } }));
    const columns = await columnsOf(tx, ctx, { known, exceptId: id });
    await tx.namedModel.update({ where: { id, workspaceId }, data: columns });
    await recordAudit(tx, ctx, {
      action: "named-model.update",
      entity: "named-model",
      entityId: id,
      detail: { name: columns.name, base: columns.baseModel },
    });
  });
}
