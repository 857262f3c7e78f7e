import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { foundCount } from "../not-found";

/**
 * Removes a connection and its key for good; workflows that name it stop until another is chosen. Throws
 * `connection.not-found`, `connection.embeds` (conflict) while a store is embedded with it.
 */
export async function deleteConnection({ ctx, input }: Call<ById>): Promise<void> {
  const workspaceId = ctx.workspace.id;
  await ctx.db.$transaction(async (tx) => {
    const index = await tx.storeIndex.findFirst({
      where: {
        connectionId: input.id,
        workspaceId,
        state: { in: ["active", "building"] },
        store: { deletedAt: null },
      },
      select: { store: { select: { name: true } } },
    });
    if (index) {
      throw new AppError("connection.embeds", "conflict", { params: { store: index.store.name } });
    }
    foundCount(
      "connection",
      await tx.modelConnection.updateMany({
        where: { id: input.id, workspaceId, deletedAt: null },
        data: { deletedAt: new Date(), sealedKey: null, keyHint: null },
      }),
    );
    await recordAudit(tx, ctx, {
      action: "connection.delete",
      entity: "connection",
      entityId: input.id,
    });
  });
}
