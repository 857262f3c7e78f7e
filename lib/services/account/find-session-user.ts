import "server-only";
import type { ServiceContext, Session, SignedInUser } from "../context";

/** The user of a session token, or null when the account is gone or its sessions were revoked since. */
export async function findSessionUser(args: {
  ctx: Pick<ServiceContext, "db">;
  input: Session;
}): Promise<SignedInUser | null> {
  return args.ctx.db.user.findFirst({
    where: { id: args.input.userId, sessionVersion: args.input.sessionVersion },
    select: { id: true, name: true, email: true },
  });
}
