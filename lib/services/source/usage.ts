import "server-only";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { workflowUses } from "../knowledge/usage";
import { found } from "../not-found";

/** The workflows that name a source, and the stores that are kept in sync with it. Throws `source.not-found`. */
export async function sourceUsage({ ctx, input }: Call<ById>) {
  const workspaceId = ctx.workspace.id;
  const source = found(
    "source",
    await ctx.db.source.findFirst({
      where: { id: input.id, workspaceId, deletedAt: null },
      select: { id: true },
    }),
  );
  const uses = await workflowUses(ctx);
  const stores = await ctx.db.store.findMany({
    where: { workspaceId, deletedAt: null, storeSources: { some: { sourceId: source.id } } },
    orderBy: { name: "asc" },
    select: { id: true, name: true },
  });
  const workflows = uses
    .filter(({ sourceIds }) => sourceIds.includes(source.id))
    .map(({ id, name }) => ({ id, name }));
  return { workflows, stores };
}
