import "server-only";
import { hashSecret, newSecret } from "@/lib/crypto/secret";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { requireSync } from "./require";

/**
 * Makes the address that others call when something changed at a source, and ends the one before. Resolves to its path with the secret,
 * which is shown now and never again. Throws `sync.not-found`.
 */
export async function makeCallAddress({
  ctx,
  input: { id },
}: Call<ById>): Promise<{ path: string }> {
  const secret = newSecret();
  await change({ ctx, input: { id } }, hashSecret(secret));
  return { path: `/api/sources/${id}/changes?secret=${secret}` };
}

/** Ends it, where there is one. Throws `sync.not-found`. */
export async function removeCallAddress({ ctx, input }: Call<ById>): Promise<void> {
  await change({ ctx, input }, null);
}

async function change({ ctx, input: { id } }: Call<ById>, callSecretHash: string | null) {
  await ctx.db.$transaction(async (tx) => {
    await requireSync(tx, ctx, id);
    await tx.sourceSync.updateMany({
      where: { sourceId: id, workspaceId: ctx.workspace.id },
      data: { callSecretHash, calledAt: null },
    });
    await recordAudit(tx, ctx, {
      action: callSecretHash === null ? "sync.close" : "sync.open",
      entity: "source",
      entityId: id,
    });
  });
}
