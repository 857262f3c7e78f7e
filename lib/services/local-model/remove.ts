import "server-only";
import type { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { LOCAL_TRANSFORMERS } from "@/lib/providers/local-transformers/definition";
import { listModels, removeModel } from "@/lib/providers/local-transformers/model-folder";
import { recordAudit } from "../audit/record";
import type { Call, Tx, WorkspaceContext } from "../context";
import { lockLocalModels, type byModel } from "./lock";

/**
 * Deletes a model's files. Throws `local-model.unknown` where there is none, and while a store is searched with it
 * `local-model.in-use` or, when that store is another workspace's, `local-model.in-use-elsewhere`.
 */
export async function removeLocalModel({
  ctx,
  input: { model },
}: Call<z.infer<typeof byModel>>): Promise<void> {
  const { dir } = ctx.models;
  await ctx.db.$transaction(async (tx) => {
    await lockLocalModels(tx);
    if (!(await listModels(dir)).some(({ id }) => id === model)) {
      throw new AppError("local-model.unknown", "not-found", { params: { model } });
    }
    await refuseWhileUsed(tx, ctx, model);
    await removeModel(dir, model);
    await recordAudit(tx, ctx, {
      action: "local-model.remove",
      entity: "local-model",
      entityId: model,
    });
  });
}

/** The files serve every workspace of the machine, so all stores count; only one's own is named. */
async function refuseWhileUsed(tx: Tx, ctx: WorkspaceContext, model: string): Promise<void> {
  const indexes = await tx.storeIndex.findMany({
    where: {
      connectionId: LOCAL_TRANSFORMERS,
      model,
      state: { in: ["active", "building"] },
      store: { deletedAt: null },
    },
    select: { workspaceId: true, store: { select: { name: true } } },
  });
  const own = indexes.find(({ workspaceId }) => workspaceId === ctx.workspace.id);
  if (own) {
    throw new AppError("local-model.in-use", "conflict", { params: { store: own.store.name } });
  }
  if (indexes.length > 0) throw new AppError("local-model.in-use-elsewhere", "conflict");
}
