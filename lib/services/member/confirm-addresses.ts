import "server-only";
import { z } from "zod";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { notFound } from "../not-found";

export const confirmAddressesInput = z.object({
  userIds: z.array(idSchema).min(1).max(500),
  /** False takes it back. */
  confirmed: z.boolean(),
});

/**
 * Somebody states that the e-mail addresses of these accounts are those of these people, which nothing here checks: with it they
 * read what is shared with these addresses at sources that respect permissions. Throws `member.not-found`.
 */
export async function confirmAddresses({
  ctx,
  input,
}: Call<z.infer<typeof confirmAddressesInput>>): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const userIds = [...new Set(input.userIds)];
  await ctx.db.$transaction(async (tx) => {
    const { name } = await tx.user.findUniqueOrThrow({
      where: { id: ctx.actor.userId },
      select: { name: true },
    });
    const { count } = await tx.membership.updateMany({
      where: { workspaceId, userId: { in: userIds } },
      data: input.confirmed
        ? { addressConfirmedAt: new Date(), addressConfirmedByName: name }
        : { addressConfirmedAt: null, addressConfirmedByName: null },
    });
    if (count < userIds.length) throw notFound("member");
    for (const userId of userIds) {
      await recordAudit(tx, ctx, {
        action: input.confirmed ? "member.confirm-address" : "member.withdraw-address",
        entity: "member",
        entityId: userId,
      });
    }
  });
}
