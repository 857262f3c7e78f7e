import "server-only";
import type { Form } from "@/lib/graph/form";
import { formOf } from "../form/form-of";
import { publishedGraph } from "../publication/published-graph";
import type { ProgramContext } from "./enter";

/** The form of what is live; null where it takes none. */
export async function publishedForm(ctx: ProgramContext): Promise<Form | null> {
  const workspaceId = ctx.workspace.id;
  const workflow = await ctx.db.workflow.findFirst({
    where: { id: ctx.publication.workflowId, workspaceId, deletedAt: null },
    select: { liveVersion: { select: { snapshotId: true } } },
  });
  const snapshotId = workflow?.liveVersion?.snapshotId;
  return snapshotId ? formOf(await publishedGraph(ctx, { snapshotId, workspaceId })) : null;
}
