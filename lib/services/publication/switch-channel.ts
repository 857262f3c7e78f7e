import "server-only";
import type { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import type { Graph } from "@/lib/graph/document";
import { audienceOf, isHosted, type PublicChannel } from "@/lib/publication/settings";
import { recordAudit } from "../audit/record";
import type { Call, Tx, WorkspaceContext } from "../context";
import { formOf, takesQuestions } from "../form/form-of";
import { readDraft } from "../workflow/find";
import { readChannel, writeChannel } from "./channel";
import { ensurePublication } from "./ensure";
import type { switchChannelInput } from "./inputs";

/**
 * Opens or closes a channel. Throws `workflow.not-found`, and when it is to be opened `publication.not-live` (no version
 * is published), `publication.nobody` (nobody was chosen), `publication.no-password`, `publication.no-form`, `publication.no-chat`.
 */
export async function switchChannel({
  ctx,
  input: { workflowId, channel, on },
}: Call<z.infer<typeof switchChannelInput>>): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const { id: publicationId } = await ensurePublication(tx, ctx, workflowId);
    if (on) await requireReady(tx, ctx, { workflowId, publicationId, channel });
    const change = { enabledAt: on ? new Date() : null };
    await writeChannel(tx, ctx, { publicationId, channel, change });
    await recordAudit(tx, ctx, {
      action: on ? "publication.open" : "publication.close",
      entity: "workflow",
      entityId: workflowId,
      detail: { channel },
    });
  });
}

interface Opening {
  workflowId: string;
  publicationId: string;
  channel: PublicChannel;
}

async function requireReady(
  tx: Tx,
  ctx: WorkspaceContext,
  { workflowId, publicationId, channel }: Opening,
): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const workflow = await tx.workflow.findFirst({
    where: { id: workflowId, workspaceId },
    select: { liveVersion: { select: { snapshot: { select: { graph: true } } } } },
  });
  if (!workflow?.liveVersion) throw new AppError("publication.not-live", "bad-request");
  requireInput(readDraft(workflow.liveVersion.snapshot.graph), channel);
  const row = await tx.publicationChannel.findFirst({
    where: { publicationId, channel, workspaceId },
  });
  const { access, password } = readChannel(channel, row ?? undefined);
  if (audienceOf(access) === null) throw new AppError("publication.nobody", "bad-request");
  if (isHosted(access) && access.who === "password" && !password) {
    throw new AppError("publication.no-password", "bad-request");
  }
}

/** Programs may come with either. */
function requireInput(graph: Graph, channel: PublicChannel): void {
  if (channel === "form" && formOf(graph) === null) {
    throw new AppError("publication.no-form", "bad-request");
  }
  if ((channel === "widget" || channel === "page") && !takesQuestions(graph)) {
    throw new AppError("publication.no-chat", "bad-request");
  }
}
