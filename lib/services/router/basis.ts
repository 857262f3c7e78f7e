import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import scorer from "@/lib/grounding/model/sufficiency.json" with { type: "json" };
import type { Graph } from "@/lib/graph/document";
import type { RouterParams } from "@/lib/nodes/router/params";
import { RETRIEVAL } from "@/lib/vector-stores/_contract/fusion";
import { createPassageStore } from "@/lib/vector-stores/postgres/passage-store";
import type { Call, WorkspaceContext } from "../context";
import { idSchema } from "../inputs";
import { findActiveIndex } from "../store/active-index";
import { findWorkflow, readDraft } from "../workflow/find";
import { routerSettings, storeBefore, type StoreSettings } from "./store-before";

export const routerBasisInput = z.object({ workflowId: idSchema, nodeId: z.string().max(64) });

/**
 * A fingerprint of all that the scores of a router rest on: the passages that its store can find, how they are embedded and
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
  const held = index && (await heldBy(ctx, { storeId, indexId: index.id, ...more }));
  const judge = judgeOf(routerSettings(graph, nodeId));
  const parts = [storeId, index, limit, held, RETRIEVAL, scorer, judge, more];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}

function heldBy(
  ctx: WorkspaceContext,
  { storeId, indexId, filters }: Pick<StoreSettings, "storeId" | "filters"> & { indexId: string },
): Promise<string> {
  const workspaceId = ctx.workspace.id;
  // Scores rest on what whoever looks at them may read.
  const reader = ctx.actor.userId;
  const target = { workspaceId, storeId, indexId, reader, ...(filters && { filters }) };
  return createPassageStore(ctx.sql).fingerprint(target);
}

/** What of a router's settings changes its scores: nothing while no model judges. */
function judgeOf({ judge, judgeConnectionId, judgeModel, judgeFrom, judgeTo }: RouterParams) {
  if (judge === "fast") return null;
  const band = judge === "careful" ? [judgeFrom, judgeTo] : null;
  return [judgeConnectionId, judgeModel, band];
}
