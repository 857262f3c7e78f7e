import "server-only";
import type { Tx } from "../context";

/** Mails about these that were not sent yet won't be. */
export async function takeBackMails(
  tx: Pick<Tx, "mail">,
  { workspace }: { readonly workspace: { readonly id: string } },
  about: readonly string[],
): Promise<void> {
  await tx.mail.deleteMany({
    where: { workspaceId: workspace.id, about: { in: [...about] }, state: "queued" },
  });
}
