import "server-only";
import type { Call } from "../context";
import { newestMails } from "../mail/state";
import { findWorkflow } from "../workflow/find";
import type { ByWorkflow } from "./inputs";

/** Who was invited to the hosted page, by address, with how the mail of each went where there was one. Throws `workflow.not-found`. */
export async function listInvitations({ ctx, input }: Call<ByWorkflow>) {
  await findWorkflow(ctx.db, ctx, input.workflowId);
  const rows = await ctx.db.publicationInvitation.findMany({
    where: { workspaceId: ctx.workspace.id, publication: { workflowId: input.workflowId } },
    orderBy: { email: "asc" },
    select: { id: true, email: true, createdAt: true, expiresAt: true, usedAt: true },
  });
  const mails = await newestMails(
    ctx.db,
    ctx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, mail: mails.get(row.id) ?? null }));
}
