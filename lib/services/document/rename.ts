import "server-only";
import type { Call } from "../context";
import type { Renamed } from "../inputs";
import { foundCount } from "../not-found";

/**
 * Changes the name that citations show. Keyword search goes on finding the document by its old name until a new
 * version is uploaded. Throws `document.not-found`.
 */
export async function renameDocument({ ctx, input }: Call<Renamed>): Promise<void> {
  foundCount(
    "document",
    await ctx.db.document.updateMany({
      where: { id: input.id, workspaceId: ctx.workspace.id, deletedAt: null },
      data: { name: input.name },
    }),
  );
}
