import "server-only";
import type { z } from "zod";
import { hashSecret, newSecret } from "@/lib/crypto/secret";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { ensurePublication } from "./ensure";
import type { inviteInput } from "./inputs";

const VALID_DAYS = 90;
const PATHS = { page: "/chat", form: "/form" } as const;

/**
 * Gives a person a link of their own to the hosted page, good for 90 days; it is shown once, its path is relative to the
 * address people open. For somebody invited before it takes the place of the old one. Throws `workflow.not-found`.
 */
export async function invite({
  ctx,
  input: { workflowId, email, channel },
}: Call<z.output<typeof inviteInput>>): Promise<{ id: string; url: string }> {
  const token = newSecret();
  const workspaceId = ctx.workspace.id;
  return ctx.db.$transaction(async (tx) => {
    const { id: publicationId } = await ensurePublication(tx, ctx, workflowId);
    const given = {
      tokenHash: hashSecret(token),
      expiresAt: new Date(Date.now() + VALID_DAYS * 86_400_000),
      usedAt: null,
    };
    const { id } = await tx.publicationInvitation.upsert({
      where: { publicationId_email: { publicationId, email }, workspaceId },
      create: { workspaceId, publicationId, email, ...given },
      update: given,
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: "publication.invite",
      entity: "workflow",
      entityId: workflowId,
      detail: { email },
    });
    return { id, url: `${PATHS[channel]}/${publicationId}#invitation=${token}` };
  });
}
