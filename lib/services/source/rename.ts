import "server-only";
import type { Call } from "../context";
import type { Renamed } from "../inputs";
import { foundCount } from "../not-found";

/** Throws `source.not-found`. */
export async function renameSource({ ctx, input }: Call<Renamed>): Promise<void> {
  foundCount(
    "source",
    await ctx.db.source.updateMany({
      where: { id: input.id, workspaceId: ctx.workspace.id, deletedAt: null },
      data: { name: input.name },
    }),
  );
}
