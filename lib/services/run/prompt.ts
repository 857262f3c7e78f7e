import "server-only";
import { z } from "zod";
import { passageSchema, type Passage } from "@/lib/graph/values";
import { countTokens } from "@/lib/grounding/text/count-tokens";
import { BUILT_IN, model } from "@/lib/nodes/model/definition";
import { fitPassages } from "@/lib/nodes/model/fit-passages";
import { promptOf, promptParts, type PromptPart } from "@/lib/nodes/model/prompt";
import { createModelPort } from "../connection/model-port";
import type { Call, WorkspaceContext } from "../context";
import { idSchema } from "../inputs";
import { notFound } from "../not-found";
import { findWorkflow, readDraft } from "../workflow/find";
import { visibleConversations } from "./scope";
import { namedNodes, readStored } from "./stored-once";

export const getPromptInput = z.object({
  workflowId: idSchema,
  nodeId: z.string().min(1).max(200),
  /** The prompt that was sent in that run; without it the one that would be sent now. */
  runId: idSchema.optional(),
});
type Input = z.infer<typeof getPromptInput>;

/** What a Model node sends, with tokens as estimated. */
export interface ShownPrompt {
  /** The built-in model is sent none; the values of a run may have been too large to keep. */
  readonly missing: "built-in" | "gone" | null;
  /** Whether question and passages are those of a run. */
  readonly asked: boolean;
  readonly parts: readonly (PromptPart & { readonly tokens: number })[];
  /** What the model reads and writes together, and what of that is kept free for its answer. */
  readonly window: number;
  readonly answer: number;
  readonly passages: { readonly sent: number; readonly total: number };
}

const askedSchema = z.object({ question: z.string(), passages: z.array(passageSchema) });

/**
 * The prompt of a Model node: of a run, put together from what is stored of it; or of the saved draft, with the question
 * asked last. Throws `workflow.not-found`, `run.not-found`, `node.not-found`.
 */
export async function getPrompt({ ctx, input }: Call<Input>): Promise<ShownPrompt> {
  const workflow = await findWorkflow(ctx.db, ctx, input.workflowId);
  const inputs = await storedInputs(ctx, input);
  if (input.runId !== undefined && inputs === null) throw notFound("run");
  const asked = askedSchema.safeParse(inputs);
  const draft = readDraft(workflow.draft).nodes.find(({ id }) => id === input.nodeId);
  const { data: params } = model.params.safeParse(
    input.runId === undefined ? draft?.params : (inputs as { params?: unknown } | null)?.params,
  );
  const shown = { missing: null, asked: asked.success, parts: [], window: 0, answer: 0 };
  const nothing = { ...shown, passages: { sent: 0, total: 0 } };
  if (!params) {
    if (input.runId === undefined) throw notFound("node");
    return { ...nothing, missing: "gone" };
  }
  if (params.connectionId === BUILT_IN) return { ...nothing, missing: "built-in" };
  if (input.runId !== undefined && !asked.success) return { ...nothing, missing: "gone" };
  const none: { question: string; passages: Passage[] } = { question: "", passages: [] };
  const { question, passages } = asked.success ? asked.data : none;
  const given = { ...promptOf(params), question, passages };
  const { connectionId, model: name, maxOutputTokens: answer } = params;
  const window =
    params.contextTokens ||
    (await createModelPort(ctx).contextWindow({ connectionId, model: name }));
  const sent = fitPassages(given, { window, answer }).passages;
  const parts = promptParts({ ...given, passages: sent })
    .filter(({ kind }) => asked.success || kind !== "question")
    .map((part) => ({ ...part, tokens: countTokens(part.text) }));
  return {
    ...{ missing: null, asked: asked.success, parts, window, answer },
    passages: { sent: sent.length, total: passages.length },
  };
}

/** What a Model node was given in a run, or in the newest one that the caller may see; null where there is none. */
async function storedInputs(
  ctx: WorkspaceContext,
  { workflowId, nodeId, runId }: Input,
): Promise<unknown> {
  const row = await ctx.db.nodeRun.findFirst({
    where: {
      workspaceId: ctx.workspace.id,
      nodeId,
      nodeType: model.type,
      startedAt: { not: null },
      run: { workflowId, conversation: visibleConversations(ctx), ...(runId && { id: runId }) },
    },
    orderBy: { startedAt: "desc" },
    select: { inputs: true, runId: true },
  });
  if (!row) return null;
  const others = await ctx.db.nodeRun.findMany({
    where: {
      workspaceId: ctx.workspace.id,
      runId: row.runId,
      nodeId: { in: namedNodes(row.inputs) },
    },
    select: { nodeId: true, outputs: true },
  });
  const outputs = new Map(others.map((node) => [node.nodeId, node.outputs]));
  return readStored(row.inputs, (id) => outputs.get(id));
}
