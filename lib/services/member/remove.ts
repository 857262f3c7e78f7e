import "server-only";
import { z } from "zod";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { guardMemberChange } from "./guard";

export const removeMemberInput = z.object({ userId: idSchema });

/** Throws `member.not-found`, `member.owner-only`, `member.last-owner`. */
export async function removeMember({ ctx, input }: Call<z.infer<typeof removeMemberInput>>) {
  await ctx.db.$transaction(async (tx) => {
    const { role } = await guardMemberChange(tx, ctx, { userId: input.userId, nextRole: null });
    await tx.membership.delete({
      where: { workspaceId_userId: { workspaceId: ctx.workspace.id, userId: input.userId } },
    });
    await recordAudit(tx, ctx, {
      action: "member.remove",
      entity: "member",
      entityId: input.userId,
      detail: { role },
    });
  });
}
