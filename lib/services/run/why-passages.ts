import "server-only";
import { z } from "zod";
import { passageSchema, verdictSchema, type Passage, type Verdict } from "@/lib/graph/values";
import type { Graph } from "@/lib/graph/document";
import { sufficiency, weighPassages, type PassageWeight } from "@/lib/grounding";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { getRun } from "./get";

export const whyPassagesInput = z.object({ runId: idSchema, nodeId: z.string().min(1).max(200) });

/** What a router of the run made of the passages, and how much of its score rests on each. */
export interface PassagesDecision extends Pick<Verdict, "score" | "threshold" | "sufficient"> {
  /** Before a model's judgement, where there was one; what `without` is to be compared with. */
  readonly fast: number;
  /** Empty where the score can't be computed again as it was: the scorer has changed since. */
  readonly weights: readonly PassageWeight[];
}

const foundSchema = z.object({ passages: z.array(passageSchema) });
const routedSchema = z.object({ question: z.string(), passages: z.array(passageSchema) });

/**
 * The passages that a node of a run found, null where they were too large to keep with the run; and the decision that a
 * router took on them, null where there was none. Throws `run.not-found`.
 */
export async function whyPassages({ ctx, input }: Call<z.infer<typeof whyPassagesInput>>) {
  const { graph, nodes } = await getRun({ ctx, input: { runId: input.runId } });
  const node = nodes.find(({ nodeId }) => nodeId === input.nodeId);
  const found = foundSchema.safeParse(node?.outputs).data?.passages ?? null;
  const router = nodes.find(({ nodeId }) => routersBehind(graph, input.nodeId).has(nodeId));
  return { passages: found, decision: router ? decisionOf(router) : null };
}

function routersBehind({ edges }: Graph, nodeId: string): ReadonlySet<string> {
  return new Set(edges.filter(({ source }) => source === nodeId).map(({ target }) => target));
}

const EPSILON = 1e-9;

function decisionOf(router: { inputs: unknown; outputs: unknown }): PassagesDecision | null {
  const routed = routedSchema.safeParse(router.inputs).data;
  const verdict = z.object({ verdict: verdictSchema }).safeParse(router.outputs).data?.verdict;
  if (!routed || !verdict) return null;
  const { score, threshold, sufficient, judge } = verdict;
  const fast = judge?.state === "judged" ? judge.fast : score;
  return { score, threshold, sufficient, fast, weights: weightsOf(routed, fast) };
}

function weightsOf({ question, passages }: { question: string; passages: Passage[] }, was: number) {
  const same = Math.abs(sufficiency({ question, passages }).score - was) < EPSILON;
  return same ? weighPassages(question, passages) : [];
}
