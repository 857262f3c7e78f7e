import "server-only";
import type { z } from "zod";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { foundCount } from "../not-found";
import type { revokeKeyInput } from "./inputs";

/** Ends an API key at once, for good. Throws `api-key.not-found`. */
export async function revokeKey({
  ctx,
  input: { workflowId, id },
}: Call<z.infer<typeof revokeKeyInput>>): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const result = await tx.apiKey.updateMany({
      where: { id, workspaceId: ctx.workspace.id, publication: { workflowId }, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    foundCount("api-key", result);
    await recordAudit(tx, ctx, {
      action: "publication.revoke-key",
      entity: "workflow",
      entityId: workflowId,
    });
  });
}
