import "server-only";
import { nearestTopic, scoreTopics } from "@/lib/grounding";
import { meets } from "@/lib/graph/conditions";
import type { NodeContext } from "@/lib/nodes/_contract/context";
import { executorFor, madePort } from "@/lib/nodes/_contract/executor";
import { router } from "./definition";
import { verdictOf } from "./judge";
import { BUILT_IN, type RouterParams, type RuleRoute } from "./params";
import { OTHER_PORT } from "./ports";
import { chosenTopic, topicPrompt } from "./topic-prompt";

/** Sends what arrives down one of its branches; the number it compares is the number it shows. */
export const routerExecutor = executorFor(router)(async ({ params, inputs, ctx }) => {
  ctx.signal.throwIfAborted();
  const { question, passages = [] } = inputs;
  if (params.mode === "rules") return taken(params, question, ruleThatIsMet(params.rules));
  if (params.mode === "topics")
    return taken(params, question, await topicOf(params, question, ctx));
  const { models, signal } = ctx;
  const verdict = await verdictOf({ params, question, passages, models, signal });
  ctx.emit({ type: "verdict", verdict });
  return verdict.sufficient
    ? { sufficient: passages, verdict }
    : { insufficient: passages, verdict };
});

interface Decision {
  /** Index of the topic or rule; null for none. */
  readonly index: number | null;
  /** How near the question is to each topic, 0..1; null where that isn't how it was decided. */
  readonly scores: readonly number[] | null;
}

function taken(params: RouterParams, question: string, { index, scores }: Decision) {
  const routes = params.mode === "topics" ? params.topics : params.rules;
  const route = index === null ? undefined : routes[index];
  const { port, name } = route ?? { port: OTHER_PORT, name: params.otherName };
  const near = scores?.map((score, at) => ({ name: routes[at]?.name ?? "", score })) ?? [];
  return { ...madePort(port, question), verdict: { route: port, name, near } };
}

function ruleThatIsMet(rules: readonly RuleRoute[]): Decision {
  const index = rules.findIndex(({ match, conditions }) => {
    const met = conditions.map(({ value, operator, operand }) => meets(value, operator, operand));
    return match === "all" ? met.every(Boolean) : met.some(Boolean);
  });
  return { index: index < 0 ? null : index, scores: null };
}

async function topicOf(
  { topics, nearness, connectionId, model }: RouterParams,
  question: string,
  ctx: NodeContext,
): Promise<Decision> {
  if (connectionId === BUILT_IN) {
    const scores = scoreTopics(question, topics);
    return { index: nearestTopic(scores, nearness), scores };
  }
  let reply = "";
  const request = {
    model: { connectionId, model },
    messages: topicPrompt(question, topics),
    temperature: 0,
    maxOutputTokens: 16,
    signal: ctx.signal,
  };
  for await (const chunk of ctx.models.chat(request)) {
    if (chunk.type === "text") reply += chunk.text;
  }
  return { index: chosenTopic(reply, topics.length), scores: null };
}
