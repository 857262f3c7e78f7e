import "server-only";
import { createPassageStore } from "@/lib/vector-stores/postgres/passage-store";
import type { WorkspaceScope } from "../context";

/** Removes a retired index with its passages. Does nothing for one in use. */
export async function purgeIndex({
  ctx,
  input,
}: {
  ctx: WorkspaceScope;
  input: { indexId: string };
}): Promise<void> {
  const where = { id: input.indexId, workspaceId: ctx.workspace.id, state: "retired" } as const;
  if ((await ctx.db.storeIndex.count({ where })) === 0) return;
  await createPassageStore(ctx.sql).dropIndex(input.indexId);
  await ctx.db.storeIndex.deleteMany({ where });
}
