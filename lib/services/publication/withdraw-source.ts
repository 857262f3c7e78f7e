import "server-only";
import type { z } from "zod";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { foundCount } from "../not-found";
import type { withdrawSourceInput } from "./inputs";

/** Takes back that visitors may be answered from a source, from the next question on. Throws `source.not-found`. */
export async function withdrawSource({
  ctx,
  input: { workflowId, sourceId },
}: Call<z.infer<typeof withdrawSourceInput>>): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const result = await tx.publicationSource.deleteMany({
      where: { sourceId, workspaceId: ctx.workspace.id, publication: { workflowId } },
    });
    foundCount("source", result);
    await recordAudit(tx, ctx, {
      action: "publication.withdraw-source",
      entity: "workflow",
      entityId: workflowId,
    });
  });
}
