import "server-only";
import type { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { audienceOf, type PublicChannel } from "@/lib/publication/settings";
import { recordAudit } from "../audit/record";
import type { Call, Tx, WorkspaceContext } from "../context";
import { readChannel, writeChannel } from "./channel";
import { ensurePublication } from "./ensure";
import type { switchChannelInput } from "./inputs";

/**
 * Opens or closes a channel. Throws `workflow.not-found`, and when it is to be opened `publication.not-live` (no version
 * is published), `publication.nobody` (nobody was chosen), `publication.no-password`.
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
  const live = await tx.workflow.count({
    where: { id: workflowId, workspaceId, liveVersionId: { not: null } },
  });
  if (live === 0) throw new AppError("publication.not-live", "bad-request");
  const row = await tx.publicationChannel.findFirst({
    where: { publicationId, channel, workspaceId },
  });
  const { access, password } = readChannel(channel, row ?? undefined);
  if (audienceOf(access) === null) throw new AppError("publication.nobody", "bad-request");
  if (access.channel === "page" && access.who === "password" && !password) {
    throw new AppError("publication.no-password", "bad-request");
  }
}
