import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { graphSchema } from "@/lib/graph/document";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { findWorkflow } from "./find";
import { syncStandingLinks } from "./sync-links";

export const saveWorkflowInput = z.object({
  id: idSchema,
  draft: graphSchema,
  /** The revision the editor last read or saved. */
  baseRevision: z.int().min(1),
});

/**
 * Saves a draft over the revision it was made from; `revision` is the new one. Throws `workflow.stale` (conflict,
 * `params.revision` is the present one) when somebody saved in between, `workflow.not-found`.
 */
export async function saveWorkflow({ ctx, input }: Call<z.infer<typeof saveWorkflowInput>>) {
  return ctx.db.$transaction(async (tx) => {
    const { count } = await tx.workflow.updateMany({
      where: {
        id: input.id,
        workspaceId: ctx.workspace.id,
        deletedAt: null,
        revision: input.baseRevision,
      },
      data: { draft: input.draft, revision: { increment: 1 } },
    });
    if (count === 0) {
      const { revision } = await findWorkflow(tx, ctx, input.id);
      throw new AppError("workflow.stale", "conflict", { params: { revision } });
    }
    await syncStandingLinks(tx, ctx, { workflowId: input.id, graph: input.draft });
    return { revision: input.baseRevision + 1 };
  });
}
