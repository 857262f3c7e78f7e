import "server-only";
import { z } from "zod";
import { vectorStore } from "@/lib/nodes/vector-store/definition";
import { searchSettings } from "@/lib/nodes/vector-store/search-settings";
import { AUDIENCES, covers, type Audience } from "@/lib/publication/settings";
import { AppError } from "@/lib/errors/app-error";
import { recordAudit } from "../audit/record";
import type { Call, WorkspaceContext } from "../context";
import { idSchema } from "../inputs";
import { found } from "../not-found";
import { seeAs } from "../store/view-as";
import { byWorkflow } from "./inputs";
import { publishedGraph } from "./published-graph";

export const viewPublishedAsInput = byWorkflow.extend({
  query: z.string().trim().min(1).max(2000),
  /** A member; null for anybody who comes from outside. */
  userId: idSchema.nullable(),
  /** Of those who come from outside: somebody who was invited. */
  invited: z.boolean().default(false),
});

/**
 * What somebody would be answered from by the live version, store by store: by the search of an answer (no model orders it anew), from the
 * sources that were confirmed for them, as far as they may read; beside what the caller finds, whose text is all they are shown. It is
 * noted. Throws
 * `workflow.not-found`, `publication.not-live`, `member.not-found`.
 */
export async function viewPublishedAs({
  ctx,
  input: { workflowId, query, userId, invited },
  signal,
}: Call<z.infer<typeof viewPublishedAsInput>> & { signal: AbortSignal | undefined }) {
  const { graph, sourceIds } = await liveFor(ctx, {
    workflowId,
    audience: audienceOf({ userId, invited }),
  });
  const searches = graph.nodes.flatMap((node) => {
    const params =
      node.type === vectorStore.type ? vectorStore.params.safeParse(node.params) : null;
    const settings = params?.success ? searchSettings(params.data) : null;
    if (!settings) return [];
    const { storeId: id, limit, filters = [], distinct = false } = settings;
    return [{ id, limit, filters, distinct }];
  });
  const seen = await Promise.all(
    searches.map((search) => seeAs(ctx, { ...search, query, userId, sourceIds }, signal)),
  );
  await recordAudit(ctx.db, ctx, {
    action: "publication.view-as",
    entity: "workflow",
    entityId: workflowId,
    detail: { person: seen[0]?.person?.name ?? null },
  });
  return seen;
}

function audienceOf({ userId, invited }: { userId: string | null; invited: boolean }): Audience {
  if (userId !== null) return "workspace";
  return invited ? "invited" : "anyone";
}

async function liveFor(
  ctx: WorkspaceContext,
  { workflowId, audience }: { workflowId: string; audience: Audience },
) {
  const workspaceId = ctx.workspace.id;
  const { liveVersion, publication } = found(
    "workflow",
    await ctx.db.workflow.findFirst({
      where: { id: workflowId, workspaceId, deletedAt: null },
      select: {
        liveVersion: { select: { snapshotId: true } },
        publication: { select: { sources: { select: { sourceId: true, audience: true } } } },
      },
    }),
  );
  if (!liveVersion) throw new AppError("publication.not-live", "conflict");
  const enough = AUDIENCES.filter((one) => covers(one, audience));
  const sources = publication?.sources ?? [];
  return {
    graph: await publishedGraph(ctx, { snapshotId: liveVersion.snapshotId, workspaceId }),
    sourceIds: sources
      .filter((source) => enough.includes(source.audience))
      .map(({ sourceId }) => sourceId),
  };
}
