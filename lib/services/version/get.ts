import "server-only";
import { z } from "zod";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { found } from "../not-found";
import { findWorkflow, readDraft } from "../workflow/find";

export const ofVersionInput = z.object({ workflowId: idSchema, versionId: idSchema });

/**
 * A version with its graph as the present product reads it, so that it can be compared with the draft. Throws
 * `workflow.not-found`, `version.not-found`.
 */
export async function getVersion({ ctx, input }: Call<z.infer<typeof ofVersionInput>>) {
  const { workflowId, versionId } = input;
  await findWorkflow(ctx.db, ctx, workflowId);
  const { snapshot, ...version } = found(
    "version",
    await ctx.db.workflowVersion.findFirst({
      where: { id: versionId, workflowId, workspaceId: ctx.workspace.id },
      select: {
        id: true,
        number: true,
        note: true,
        publishedAt: true,
        snapshot: { select: { graph: true } },
      },
    }),
  );
  return { ...version, graph: readDraft(snapshot.graph) };
}
