import "server-only";
import type { Call } from "../context";
import type { Renamed } from "../inputs";
import { findDocument } from "./find";
import { queueAgain } from "./queue-again";

/**
 * Changes the name that citations show, and queues the work of making the document's passages anew, which carry it
 * for search. Until that is done they are found by the old name. Throws `document.not-found`.
 */
export async function renameDocument({ ctx, input }: Call<Renamed>): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const document = await findDocument(tx, ctx, input.id);
    if (document.name === input.name) return;
    await queueAgain(tx, ctx, document.id);
    await tx.document.update({
      where: { id: document.id, workspaceId: ctx.workspace.id },
      data: { name: input.name },
    });
  });
}
