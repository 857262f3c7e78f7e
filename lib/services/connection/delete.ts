import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { PURPOSES } from "@/lib/nodes/_contract/starting-models";
import { recordAudit } from "../audit/record";
import type { Call, Tx } from "../context";
import type { ById } from "../inputs";
import { NO_HEADERS } from "./headers";
import { findModelPolicy } from "../model-policy/get";
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
        data: { deletedAt: new Date(), sealedKey: null, keyHint: null, ...NO_HEADERS },
      }),
    );
    await tx.namedModel.deleteMany({ where: { connectionId: input.id, workspaceId } });
    await tx.namedModel.updateMany({
      where: { baseConnectionId: input.id, workspaceId },
      data: { baseConnectionId: null, baseModel: null },
    });
    await forgetInPolicy(tx, workspaceId, input.id);
    await recordAudit(tx, ctx, {
      action: "connection.delete",
      entity: "connection",
      entityId: input.id,
    });
  });
}

/** Takes the connection out of the rules: its list of models, and the defaults that name it. */
async function forgetInPolicy(tx: Tx, workspaceId: string, id: string): Promise<void> {
  const { models, defaults } = await findModelPolicy(tx, workspaceId);
  const { [id]: _, ...rest } = models;
  const kept = Object.fromEntries(
    PURPOSES.map((purpose) => {
      const choice = defaults[purpose];
      return [purpose, choice?.connectionId === id ? null : choice];
    }),
  );
  await tx.modelPolicy.updateMany({
    where: { workspaceId },
    data: { models: rest, defaults: kept },
  });
}
