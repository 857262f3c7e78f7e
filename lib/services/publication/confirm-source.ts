import "server-only";
import type { z } from "zod";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { found } from "../not-found";
import { ensurePublication } from "./ensure";
import type { confirmSourceInput } from "./inputs";

/**
 * Says that visitors may be answered from a source, at most those of an audience; it takes the place of what was said
 * before. Throws `workflow.not-found`, `source.not-found`.
 */
export async function confirmSource({
  ctx,
  input: { workflowId, sourceId, audience },
}: Call<z.infer<typeof confirmSourceInput>>): Promise<void> {
  const workspaceId = ctx.workspace.id;
  await ctx.db.$transaction(async (tx) => {
    const { id: publicationId } = await ensurePublication(tx, ctx, workflowId);
    const source = found(
      "source",
      await tx.source.findFirst({
        where: { id: sourceId, workspaceId, deletedAt: null },
        select: { name: true },
      }),
    );
    const { name } = await tx.user.findUniqueOrThrow({
      where: { id: ctx.actor.userId },
      select: { name: true },
    });
    const said = { audience, confirmedByName: name, confirmedAt: new Date() };
    await tx.publicationSource.upsert({
      where: { publicationId_sourceId: { publicationId, sourceId }, workspaceId },
      create: { workspaceId, publicationId, sourceId, ...said },
      update: said,
    });
    await recordAudit(tx, ctx, {
      action: "publication.confirm-source",
      entity: "workflow",
      entityId: workflowId,
      detail: { source: source.name, audience },
    });
  });
}
