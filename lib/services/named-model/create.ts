import "server-only";
import type { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { recordAudit } from "../audit/record";
import { findConnection } from "../connection/find";
import type { Call } from "../context";
import type { createNamedModelInput } from "./inputs";
import { columnsOf } from "./write";

/**
 * Gives a model of a connection a name, under which every list of models shows it. Throws `connection.not-found`,
 * `named-model.exists` when it has one already, `named-model.name-taken`.
 */
export async function createNamedModel({
  ctx,
  input: { connectionId, model, ...known },
}: Call<z.infer<typeof createNamedModelInput>>) {
  const workspaceId = ctx.workspace.id;
  return ctx.db.$transaction(async (tx) => {
    await findConnection(tx, ctx, connectionId);
    const same = await tx.namedModel.findFirst({
      where: { workspaceId, connectionId, model },
      select: { name: true },
    });
    if (same) throw new AppError("named-model.exists", "conflict", { params: { name: same.name } });
    const columns = await columnsOf(tx, ctx, { known });
    const made = await tx.namedModel.create({
      data: { workspaceId, connectionId, model, ...columns },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: "named-model.create",
      entity: "named-model",
      entityId: made.id,
      detail: { name: columns.name, model, base: columns.baseModel },
    });
    return made;
  });
}
