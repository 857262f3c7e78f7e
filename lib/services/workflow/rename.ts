import "server-only";
import type { Call } from "../context";
import type { Renamed } from "../inputs";
import { foundCount } from "../not-found";

/** Throws `workflow.not-found`. */
export async function renameWorkflow({ ctx, input }: Call<Renamed>): Promise<void> {
  foundCount(
    "workflow",
    await ctx.db.workflow.updateMany({
      where: { id: input.id, workspaceId: ctx.workspace.id, deletedAt: null },
      data: { name: input.name },
    }),
  );
}
