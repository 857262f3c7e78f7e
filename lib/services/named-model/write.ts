import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { findConnection } from "../connection/find";
import type { Tx, WorkspaceContext } from "../context";
import type { KnownOfModel } from "./inputs";

/**
 * The columns for what is known of a model. Throws `connection.not-found` for a base elsewhere,
 * `named-model.name-taken` for a name that another one has.
 */
export async function columnsOf(
  tx: Tx,
  ctx: WorkspaceContext,
  { known, exceptId }: { known: KnownOfModel; exceptId?: string },
) {
  const { name, base, trainedFor, contextTokens } = known;
  if (base) await findConnection(tx, ctx, base.connectionId);
  const taken = await tx.namedModel.findFirst({
    where: { workspaceId: ctx.workspace.id, name, ...(exceptId && { id: { not: exceptId } }) },
    select: { id: true },
  });
  if (taken) throw new AppError("named-model.name-taken", "conflict", { params: { name } });
  return {
    name,
    baseConnectionId: base?.connectionId ?? null,
    baseModel: base?.model ?? null,
    trainedFor: [...new Set(trainedFor)],
    contextTokens,
  };
}
