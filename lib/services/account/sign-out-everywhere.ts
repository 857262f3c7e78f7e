import "server-only";
import type { UserContext } from "../context";

/** Ends every session of the caller, this one too. */
export async function signOutEverywhere({ ctx }: { ctx: UserContext }): Promise<void> {
  await ctx.db.user.update({
    where: { id: ctx.user.id },
    data: { sessionVersion: { increment: 1 } },
  });
}
