import "server-only";
import type { z } from "zod";
import { hashPassword } from "@/lib/crypto/password";
import { audienceOf } from "@/lib/publication/settings";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { writeChannel } from "./channel";
import { ensurePublication } from "./ensure";
import type { setAccessInput } from "./inputs";

/**
 * Sets who may use a channel; visitors who are there have to come in anew. One that nobody may use any more is
 * switched off. Throws `workflow.not-found`.
 */
export async function setAccess({
  ctx,
  input: { workflowId, access, password },
}: Call<z.infer<typeof setAccessInput>>): Promise<void> {
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  const audience = audienceOf(access);
  await ctx.db.$transaction(async (tx) => {
    const { id: publicationId } = await ensurePublication(tx, ctx, workflowId);
    const change = {
      access,
      ...(passwordHash && { passwordHash }),
      ...(audience === null && { enabledAt: null }),
    };
    await writeChannel(tx, ctx, { publicationId, channel: access.channel, change });
    await recordAudit(tx, ctx, {
      action: "publication.set-access",
      entity: "workflow",
      entityId: workflowId,
      detail: { channel: access.channel, audience, password: passwordHash !== undefined },
    });
  });
}
