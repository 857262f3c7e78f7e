import "server-only";
import type { WorkspaceContext } from "../context";
import { progressOf } from "./state";

/** Newest ones that are shown. */
const SHOWN = 30;

/** The mail server as far as admins need to know it, and the workspace's newest mails: to whom and how it went, not what they said. */
export async function mailOverview({ ctx }: { ctx: WorkspaceContext }) {
  const rows = await ctx.db.mail.findMany({
    where: { workspaceId: ctx.workspace.id },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: SHOWN,
    select: { id: true, kind: true, recipient: true, state: true, error: true, createdAt: true },
  });
  const { mailer } = ctx;
  return {
    server: mailer && { address: mailer.server, from: mailer.from },
    mails: rows.map(({ state, error, ...row }) => ({ ...row, ...progressOf({ state, error }) })),
  };
}
