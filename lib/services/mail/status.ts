import "server-only";
import type { WorkspaceContext } from "../context";

/** Whether this installation sends mails. */
export async function mailStatus({ ctx }: { ctx: WorkspaceContext }) {
  return { sends: ctx.mailer !== null };
}
