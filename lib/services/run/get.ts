import "server-only";
import { z } from "zod";
import { messageSchema } from "@/lib/graph/values";
import { runErrorSchema } from "@/lib/graph/run-events";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { found } from "../not-found";
import { readDraft } from "../workflow/find";
import { visibleConversations } from "./scope";
import { readStored } from "./stored-once";

export const byRunId = z.object({ runId: idSchema });
export type ByRunId = z.infer<typeof byRunId>;

/** A run with what each node saw and gave, and the graph it ran. Throws `run.not-found`. */
export async function getRun({ ctx, input }: Call<ByRunId>) {
  const run = found(
    "run",
    await ctx.db.run.findFirst({
      where: {
        id: input.runId,
        workspaceId: ctx.workspace.id,
        conversation: visibleConversations(ctx),
      },
      include: {
        snapshot: { select: { graph: true } },
        nodeRuns: { orderBy: [{ startedAt: "asc" }, { nodeId: "asc" }] },
      },
    }),
  );
  const outputs = new Map(run.nodeRuns.map((node) => [node.nodeId, node.outputs]));
  const outputsOf = (nodeId: string) => outputs.get(nodeId);
  return {
    id: run.id,
    status: run.status,
    question: run.question,
    ...readOutcome(run),
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    usage: { inputTokens: run.inputTokens, outputTokens: run.outputTokens },
    graph: readDraft(run.snapshot.graph),
    nodes: run.nodeRuns.map((node) => ({
      nodeId: node.nodeId,
      nodeType: node.nodeType,
      status: node.status,
      inputs: readStored(node.inputs, outputsOf),
      outputs: readStored(node.outputs, outputsOf),
      error: node.error === null ? null : runErrorSchema.parse(node.error),
      startedAt: node.startedAt,
      durationMs: node.durationMs,
    })),
  };
}

/** The stored answer and error of a run, parsed. */
export function readOutcome(run: { output: unknown; error: unknown }) {
  return {
    output: run.output === null ? null : messageSchema.parse(run.output),
    error: run.error === null ? null : runErrorSchema.parse(run.error),
  };
}
