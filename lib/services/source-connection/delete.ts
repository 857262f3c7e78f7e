import "server-only";
import { isAppError, AppError } from "@/lib/errors/app-error";
import { log } from "@/lib/telemetry/log";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { foundCount } from "../not-found";
import { openSource } from "./open";

/**
 * Removes a connection that no source uses, its secrets first at the service, where that can be done, then here. Throws
 * `source-connection.not-found`, `source-connection.in-use`.
 */
export async function deleteSourceConnection({ ctx, input }: Call<ById>): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const user = await ctx.db.sourceSync.findFirst({
    where: { connectionId: input.id, workspaceId, source: { deletedAt: null } },
    select: { source: { select: { name: true } } },
  });
  if (user) {
    throw new AppError("source-connection.in-use", "conflict", {
      params: { source: user.source.name },
    });
  }
  await revoke({ ctx, input });
  await ctx.db.$transaction(async (tx) => {
    foundCount(
      "source-connection",
      await tx.sourceConnection.updateMany({
        where: { id: input.id, workspaceId, deletedAt: null },
        data: { deletedAt: new Date(), sealedCredentials: null, sealedTokens: null },
      }),
    );
    await tx.sourceGroupMember.deleteMany({ where: { connectionId: input.id, workspaceId } });
    await recordAudit(tx, ctx, {
      action: "source-connection.delete",
      entity: "source-connection",
      entityId: input.id,
    });
  });
}

/** A service that can't be reached does not keep an admin from removing a connection here. */
async function revoke({ ctx, input }: Call<ById>): Promise<void> {
  try {
    const { runtime, call } = await openSource(ctx, input.id, AbortSignal.timeout(10_000));
    await runtime.revoke?.(call);
  } catch (error) {
    if (isAppError(error) && error.kind === "not-found") throw error;
    log().warn({ err: error }, "access to a source not revoked");
  }
}
