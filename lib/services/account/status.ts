import "server-only";
import type { ServiceContext } from "../context";

/** Whether this installation still waits for its first person, who becomes the owner. */
export async function accountStatus({ ctx }: { ctx: Pick<ServiceContext, "db"> }) {
  return { needsOwner: (await ctx.db.user.count({ take: 1 })) === 0 };
}
