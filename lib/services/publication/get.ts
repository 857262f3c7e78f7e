import "server-only";
import { CHANNELS, DEFAULT_LIMITS, type Limits } from "@/lib/publication/settings";
import type { Call } from "../context";
import { findWorkflow } from "../workflow/find";
import { readChannel } from "./channel";
import type { ByWorkflow } from "./inputs";

/** How a workflow is offered outside; all of it off where nobody has set anything. Throws `workflow.not-found`. */
export async function getPublication({ ctx, input }: Call<ByWorkflow>) {
  const workspaceId = ctx.workspace.id;
  await findWorkflow(ctx.db, ctx, input.workflowId);
  const publication = await ctx.db.publication.findFirst({
    where: { workflowId: input.workflowId, workspaceId },
    include: { channels: true },
  });
  return {
    /** Null until something was set. */
    id: publication?.id ?? null,
    limits: publication ? limitsOf(publication) : DEFAULT_LIMITS,
    /** Whose inbox visitors can hand a conversation over to; null: nobody's. */
    handOverEmail: publication?.handOverEmail ?? null,
    /** Whether host pages can vouch for their visitors. */
    identityKey: publication?.sealedIdentityKey != null,
    channels: CHANNELS.map((channel) =>
      readChannel(
        channel,
        publication?.channels.find((row) => row.channel === channel),
      ),
    ),
  };
}

export function limitsOf(row: Limits): Limits {
  const { visitorPerMinute, publicationPerMinute, keyPerMinute, dailyCap, retentionDays } = row;
  return { visitorPerMinute, publicationPerMinute, keyPerMinute, dailyCap, retentionDays };
}
