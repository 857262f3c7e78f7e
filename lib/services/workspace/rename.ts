import "server-only";
import type { Call } from "../context";
import { recordAudit } from "../audit/record";
import type { Named } from "../inputs";

/** Changes the name; the slug stays, so that links go on working. */
export async function renameWorkspace({ ctx, input }: Call<Named>): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    await tx.workspace.update({ where: { id: ctx.workspace.id }, data: { name: input.name } });
    await recordAudit(tx, ctx, {
      action: "workspace.rename",
      entity: "workspace",
      entityId: ctx.workspace.id,
      detail: { name: input.name },
    });
  });
}
