import "server-only";
import { z } from "zod";
import { needsNoConnection } from "@/lib/providers/catalog";
import { modelUses, type ModelUse } from "../connection/uses";
import type { Call, WorkspaceContext } from "../context";
import { modelPolicySchema, refusalOf, type ModelPolicy } from "./policy";

export const affectedInput = z.object({ policy: modelPolicySchema });

/** What would stop working under these rules: nodes and stores that use a model they forbid. */
export async function usesForbidden({
  ctx,
  input,
}: Call<z.infer<typeof affectedInput>>): Promise<ModelUse[]> {
  const uses = await modelUses(ctx.db, ctx.workspace);
  return forbidden(uses, input.policy, await providersOf(ctx));
}

function forbidden(
  uses: readonly ModelUse[],
  policy: ModelPolicy,
  providers: ReadonlyMap<string, string>,
): ModelUse[] {
  return uses.filter((use) => {
    const provider = providers.get(use.connectionId);
    if (needsNoConnection(use.connectionId) || provider === undefined) return false;
    return refusalOf(policy, { ...use, provider }) !== null;
  });
}

async function providersOf(ctx: WorkspaceContext): Promise<Map<string, string>> {
  const rows = await ctx.db.modelConnection.findMany({
    where: { workspaceId: ctx.workspace.id, deletedAt: null },
    select: { id: true, provider: true },
  });
  return new Map(rows.map(({ id, provider }) => [id, provider]));
}
