import "server-only";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { found } from "../not-found";

/** Takes the name away; nodes that use the model go on using it, under what the endpoint calls it. Throws `named-model.not-found`. */
export async function deleteNamedModel({ ctx, input: { id } }: Call<ById>): Promise<void> {
  const workspaceId = ctx.workspace.id;
  await ctx.db.$transaction(async (tx) => {
    const { name, model } = found(
      "named-model",
      await tx.namedModel.findFirst({ where: { id, workspaceId } }),
    );
    await tx.namedModel.delete({ where: { id, workspaceId } });
    await recordAudit(tx, ctx, {
      action: "named-model.delete",
      entity: "named-model",
      entityId: id,
      detail: { name, model },
    });
  });
}
