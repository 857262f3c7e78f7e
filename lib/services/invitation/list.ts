import "server-only";
import type { WorkspaceContext } from "../context";
import { newestMails } from "../mail/state";

/** Invitations that are still open, newest first, with how the mail of each went where there was one. */
export async function listInvitations({ ctx }: { ctx: WorkspaceContext }) {
  const rows = await ctx.db.invitation.findMany({
    where: { workspaceId: ctx.workspace.id, acceptedAt: null, expiresAt: { gt: new Date() } },
    orderBy: { createdAt: "desc" },
    select: { id: true, email: true, role: true, createdAt: true, expiresAt: true },
  });
  const mails = await newestMails(
    ctx.db,
    ctx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, mail: mails.get(row.id) ?? null }));
}
