import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import scorer from "@/lib/grounding/model/sufficiency.json" with { type: "json" };
import type { Graph } from "@/lib/graph/document";
import type { RouterParams } from "@/lib/nodes/router/params";
import type { Call, WorkspaceContext } from "../context";
import { idSchema } from "../inputs";
import { findActiveIndex } from "../store/active-index";
import { findWorkflow, readDraft } from "../workflow/find";
import { routerSettings, storeBefore } from "./store-before";

export const routerBasisInput = z.object({ workflowId: idSchema, nodeId: z.string().max(64) });

/** What can be found in an index, in one text; a document that is deleted or replaced changes it. */
const FOUND = `
  select coalesce(md5(string_agg(i."versionId" || ' ' || i.passages, ',' order by i."versionId")), '') as found
  from "IndexedVersion" i
  join "Document" d on d."currentVersionId" = i."versionId" and d."workspaceId" = $2 and d."deletedAt" is null
  where i."indexId" = $1 and i."workspaceId" = $2 and i.state = 'ready'`;

/**
 * A fingerprint of all that the scores of a router rest on: the documents of its store, how they are embedded and
 * searched, the model that judges, and the scorer itself. A calibration made on another basis is stale. Throws `workflow.not-found`,
 * `node.not-found`, `router.no-store`.
 */
export async function routerBasis({ ctx, input }: Call<z.infer<typeof routerBasisInput>>) {
  const workflow = await findWorkflow(ctx.db, ctx, input.workflowId);
  return { basis: await basisOf(ctx, readDraft(workflow.draft), input.nodeId) };
}

export async function basisOf(
  ctx: WorkspaceContext,
  graph: Graph,
  nodeId: string,
): Promise<string> {
  const { storeId, limit, ...more } = storeBefore(graph, nodeId);
  const index = await findActiveIndex(ctx, storeId);
  const rows = index
    ? await ctx.sql.query<{ found: string }>(FOUND, [index.id, ctx.workspace.id])
    : [];
  const judge = judgeOf(routerSettings(graph, nodeId));
  const parts: unknown[] = [storeId, index, limit, rows[0]?.found ?? "", scorer, judge];
  // Only where it is set, so that calibrations from before there was more to set are not stale.
  if (Object.keys(more).length > 0) parts.push(more);
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}

/** What of a router's settings changes its scores: nothing while no model judges. */
function judgeOf({ judge, judgeConnectionId, judgeModel, judgeFrom, judgeTo }: RouterParams) {
  if (judge === "fast") return null;
  const band = judge === "careful" ? [judgeFrom, judgeTo] : null;
  return [judgeConnectionId, judgeModel, band];
}
