import "server-only";
import type { z } from "zod";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { ensurePublication } from "./ensure";
import type { setHandOverInput } from "./inputs";

/** Sets whose inbox visitors can hand a conversation over to; null takes that away. Throws `workflow.not-found`. */
export async function setHandOver({
  ctx,
  input: { workflowId, email },
}: Call<z.output<typeof setHandOverInput>>): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const { id } = await ensurePublication(tx, ctx, workflowId);
    await tx.publication.update({
      where: { id, workspaceId: ctx.workspace.id },
      data: { handOverEmail: email },
    });
    await recordAudit(tx, ctx, {
      action: "publication.set-hand-over",
      entity: "workflow",
      entityId: workflowId,
      detail: { email },
    });
  });
}
