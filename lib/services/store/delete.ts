import "server-only";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { findStore } from "./find";
import { retireIndexes } from "./retire-indexes";

/** Removes a store from view at once; its passages go in the background. Throws `store.not-found`. */
export async function deleteStore({ ctx, input }: Call<ById>): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const store = await findStore(tx, ctx, input.id);
    await tx.store.update({
      where: { id: store.id },
      data: { deletedAt: new Date(), activeIndexId: null },
    });
    await tx.storeSource.deleteMany({
      where: { storeId: store.id, workspaceId: ctx.workspace.id },
    });
    await retireIndexes(tx, ctx, { storeId: store.id, state: "active" });
    await retireIndexes(tx, ctx, { storeId: store.id, state: "building" });
    await recordAudit(tx, ctx, { action: "store.delete", entity: "store", entityId: store.id });
  });
}
