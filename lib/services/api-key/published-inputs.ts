import "server-only";
import type { Form } from "@/lib/graph/form";
import { formOf, takesQuestions } from "../form/form-of";
import { publishedGraph } from "../publication/published-graph";
import type { ProgramContext } from "./enter";

export interface PublishedInputs {
  /** Null where it takes none. */
  readonly form: Form | null;
  readonly questions: boolean;
}

/** What the live version may be asked with; nothing where none is live. */
export async function publishedInputs(ctx: ProgramContext): Promise<PublishedInputs> {
  const workspaceId = ctx.workspace.id;
  const workflow = await ctx.db.workflow.findFirst({
    where: { id: ctx.publication.workflowId, workspaceId, deletedAt: null },
    select: { liveVersion: { select: { snapshotId: true } } },
  });
  const snapshotId = workflow?.liveVersion?.snapshotId;
  if (!snapshotId) return { form: null, questions: false };
  const graph = await publishedGraph(ctx, { snapshotId, workspaceId });
  return { form: formOf(graph), questions: takesQuestions(graph) };
}
