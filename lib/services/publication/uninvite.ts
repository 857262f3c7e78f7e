import "server-only";
import type { z } from "zod";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { takeBackMails } from "../mail/take-back";
import { foundCount } from "../not-found";
import type { uninviteInput } from "./inputs";

/** Takes an invitation back: the person is refused from the next question on. Throws `invitation.not-found`. */
export async function uninvite({
  ctx,
  input: { workflowId, id },
}: Call<z.infer<typeof uninviteInput>>): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const result = await tx.publicationInvitation.deleteMany({
      where: { id, workspaceId: ctx.workspace.id, publication: { workflowId } },
    });
    foundCount("invitation", result);
    await takeBackMails(tx, ctx, [id]);
    await recordAudit(tx, ctx, {
      action: "publication.uninvite",
      entity: "workflow",
      entityId: workflowId,
    });
  });
}
