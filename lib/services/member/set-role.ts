import "server-only";
import { z } from "zod";
import { ROLES } from "@/lib/auth/permissions";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { guardMemberChange } from "./guard";

export const setRoleInput = z.object({ userId: idSchema, role: z.enum(ROLES) });

/** Throws `member.not-found`, `member.owner-only`, `member.last-owner`. */
export async function setMemberRole({ ctx, input }: Call<z.infer<typeof setRoleInput>>) {
  await ctx.db.$transaction(async (tx) => {
    const before = await guardMemberChange(tx, ctx, { userId: input.userId, nextRole: input.role });
    await tx.membership.update({
      where: { workspaceId_userId: { workspaceId: ctx.workspace.id, userId: input.userId } },
      data: { role: input.role },
    });
    await recordAudit(tx, ctx, {
      action: "member.set-role",
      entity: "member",
      entityId: input.userId,
      detail: { from: before.role, to: input.role },
    });
  });
}
