import "server-only";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { takeBackMails } from "../mail/take-back";
import { foundCount } from "../not-found";

/** Withdraws an open invitation. Throws `invitation.not-found`. */
export async function revokeInvitation({ ctx, input }: Call<ById>): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    foundCount(
      "invitation",
      await tx.invitation.deleteMany({
        where: { id: input.id, workspaceId: ctx.workspace.id, acceptedAt: null },
      }),
    );
    await takeBackMails(tx, ctx, [input.id]);
    await recordAudit(tx, ctx, {
      action: "invitation.revoke",
      entity: "invitation",
      entityId: input.id,
    });
  });
}
