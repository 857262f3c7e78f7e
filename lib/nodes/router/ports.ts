import { hasOperand, isNumeric, numberIn } from "@/lib/graph/conditions";
import type { MadePorts, SettingProblem } from "@/lib/graph/node-type";
import type { OutputPort } from "@/lib/graph/port-types";
import {
  BUILT_IN,
  type Condition,
  type RouterParams,
  type RuleRoute,
  type TopicRoute,
} from "./params";

/** Taken when no topic and no rule is. */
export const OTHER_PORT = "other";

const question = { type: "text", required: true } as const;
const verdict = { type: "json" } as const;
const branch = { type: "passages", branch: true } as const;

/** The ports of each mode: one way out for each topic or rule, under the name a person gave it. */
export function routerPorts(params: RouterParams): MadePorts {
  if (params.mode === "sufficiency") {
    const { sufficientName, insufficientName } = params;
    return {
      inputs: { question, passages: { type: "passages", required: true } },
      outputs: { sufficient: branch, insufficient: branch, verdict },
      names: { sufficient: sufficientName, insufficient: insufficientName },
    };
  }
  const routes: readonly { port: string; name: string }[] = [
    ...(params.mode === "topics" ? params.topics : params.rules),
    { port: OTHER_PORT, name: params.otherName },
  ];
  const outputs = routes.map((route): [string, OutputPort] => [
    route.port,
    { type: "text", branch: true },
  ]);
  return {
    inputs: { question },
    outputs: { ...Object.fromEntries(outputs), verdict },
    names: Object.fromEntries(routes.map(({ port, name }) => [port, name])),
  };
}

/** What keeps the judge, the topics or the rules of a router from working. */
export function routerProblems(params: RouterParams): SettingProblem[] {
  const { mode, topics, rules } = params;
  if (mode === "sufficiency") return judgeProblems(params);
  const routes = mode === "topics" ? topics : rules;
  const problem = (code: string, params: SettingProblem["params"] = {}) => ({
    field: mode,
    code,
    params,
  });
  if (routes.length === 0) return [problem(`router-no-${mode}`)];
  const ports = new Set([OTHER_PORT, ...routes.map(({ port }) => port)]);
  if (ports.size <= routes.length) return [problem("router-route-twice")];
  if (routes.some(({ name }) => name.trim() === "")) return [problem("router-route-unnamed")];
  const unready =
    mode === "topics" ? topics.find((topic) => !isDescribed(topic)) : rules.find(isIncomplete);
  const code = mode === "topics" ? "router-topic-empty" : "router-rule-incomplete";
  return unready ? [problem(code, { name: unready.name })] : [];
}

function judgeProblems({ judge, judgeConnectionId, judgeFrom, judgeTo }: RouterParams) {
  if (judge === "fast") return [];
  if (judgeConnectionId === BUILT_IN) {
    return [{ field: "judgeConnectionId", code: "router-judge-missing", params: {} }];
  }
  if (judge === "strict" || judgeFrom <= judgeTo) return [];
  return [{ field: "judgeTo", code: "router-band-empty", params: {} }];
}

function isDescribed({ description, examples }: TopicRoute): boolean {
  return [description, ...examples].some((text) => text.trim() !== "");
}

function isIncomplete({ conditions }: RuleRoute): boolean {
  return conditions.length === 0 || !conditions.every(isComplete);
}

function isComplete({ value, operator, operand }: Condition): boolean {
  if (value === null) return false;
  if (!hasOperand(operator)) return true;
  return isNumeric(operator) ? numberIn(operand) !== undefined : operand.trim() !== "";
}
