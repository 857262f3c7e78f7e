import "server-only";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { findStore } from "./find";
import { retireIndexes } from "./retire-indexes";

/**
 * Gives up the index that is being built beside the one that answers. Does nothing when there is none. Throws
 * `store.not-found`.
 */
export async function cancelRebuild({ ctx, input }: Call<ById>): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const store = await findStore(tx, ctx, input.id);
    const given = await retireIndexes(tx, ctx, { storeId: store.id, state: "building" });
    if (given === 0) return;
    await recordAudit(tx, ctx, {
      action: "store.cancel-rebuild",
      entity: "store",
      entityId: store.id,
    });
  });
}
