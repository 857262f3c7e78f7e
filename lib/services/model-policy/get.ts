import "server-only";
import type { Tx, WorkspaceContext } from "../context";
import { modelPolicySchema, OPEN_POLICY, type ModelPolicy } from "./policy";

/** The rules of the workspace. */
export async function getModelPolicy({ ctx }: { ctx: WorkspaceContext }): Promise<ModelPolicy> {
  return findModelPolicy(ctx.db, ctx.workspace.id);
}

/** The rules of a workspace, within the caller's transaction. */
export async function findModelPolicy(tx: Tx, workspaceId: string): Promise<ModelPolicy> {
  const row = await tx.modelPolicy.findUnique({
    where: { workspaceId },
    select: { providers: true, models: true, defaults: true },
  });
  return row ? modelPolicySchema.parse(row) : OPEN_POLICY;
}
