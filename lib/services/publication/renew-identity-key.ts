import "server-only";
import { newSecret } from "@/lib/crypto/secret";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { sealedColumns, sealedPlace } from "../secret/sealed-columns";
import { ensurePublication } from "./ensure";
import type { ByWorkflow } from "./inputs";

/**
 * Gives the key with which a host page's server says who its visitors are; it is shown once, and the one before it is
 * void. Throws `workflow.not-found`.
 */
export async function renewIdentityKey({ ctx, input }: Call<ByWorkflow>): Promise<{ key: string }> {
  const key = newSecret();
  const workspaceId = ctx.workspace.id;
  await ctx.db.$transaction(async (tx) => {
    const { id } = await ensurePublication(tx, ctx, input.workflowId);
    const { publicationIdentity } = sealedColumns;
    const sealed = ctx.vault.seal(key, sealedPlace(publicationIdentity, { id, workspaceId }));
    await tx.publication.update({
      where: { id, workspaceId },
      data: { sealedIdentityKey: sealed },
    });
    await recordAudit(tx, ctx, {
      action: "publication.renew-identity-key",
      entity: "workflow",
      entityId: input.workflowId,
    });
  });
  return { key };
}
