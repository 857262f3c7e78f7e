import "server-only";
import type { Call } from "../context";
import type { Renamed } from "../inputs";
import { foundCount } from "../not-found";

/** Throws `store.not-found`. */
export async function renameStore({ ctx, input }: Call<Renamed>): Promise<void> {
  foundCount(
    "store",
    await ctx.db.store.updateMany({
      where: { id: input.id, workspaceId: ctx.workspace.id, deletedAt: null },
      data: { name: input.name },
    }),
  );
}
