import "server-only";
import type { Call } from "../context";
import type { Named } from "../inputs";
import { insertSource } from "./create";

/**
 * The oldest source of uploaded files of the workspace; makes one, of this name, while there is none. However many ask at once, one is
 * made: each waits for the one before on the workspace's row.
 */
export async function firstSource({ ctx, input }: Call<Named>): Promise<{ id: string }> {
  const workspaceId = ctx.workspace.id;
  return ctx.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Workspace" WHERE "id" = ${workspaceId} FOR UPDATE`;
    const oldest = await tx.source.findFirst({
      where: { workspaceId, type: "files", deletedAt: null },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      select: { id: true },
    });
    return oldest ?? insertSource(tx, ctx, input.name);
  });
}
