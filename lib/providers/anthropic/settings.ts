import { CLAUDE_ADAPTIVE, CLAUDE_NO_TEMPERATURE } from "@/lib/models/names";
import type { ChatRequest } from "@/lib/providers/_contract/runtime";

/** What a request of Anthropic's needs of the settings of ours. */
export interface Settings {
  readonly maxTokens: number;
  readonly temperature?: number;
  readonly thinking?:
    { readonly type: "adaptive" } | { readonly type: "enabled"; readonly budget_tokens: number };
  readonly outputConfig?: {
    readonly effort?: "low" | "medium" | "high";
    readonly format?: { readonly type: "json_schema"; readonly schema: Record<string, unknown> };
  };
}

/** Required there; small enough for every model. */
const DEFAULT_MAX_TOKENS = 4096;

/** Tokens of thought for models that are given a budget; they come on top of the answer's. */
const BUDGETS = { low: 1024, medium: 4096, high: 16_384 } as const;

export function settingsOf(request: ChatRequest): Settings {
  const { model, reasoningEffort: effort, responseSchema } = request;
  const adaptive = CLAUDE_ADAPTIVE.test(model);
  const budget = effort !== undefined && !adaptive ? BUDGETS[effort] : 0;
  const takesTemperature = effort === undefined && !CLAUDE_NO_TEMPERATURE.test(model);
  const outputConfig = {
    ...(effort !== undefined && adaptive && { effort }),
    ...(responseSchema && {
      format: { type: "json_schema" as const, schema: closed(responseSchema.schema) },
    }),
  };
  return {
    maxTokens: (request.maxOutputTokens ?? DEFAULT_MAX_TOKENS) + budget,
    // Theirs goes to 1, ours to 2.
    ...(takesTemperature &&
      request.temperature !== undefined && { temperature: Math.min(request.temperature, 1) }),
    ...(effort !== undefined && {
      thinking: adaptive
        ? { type: "adaptive" as const }
        : { type: "enabled" as const, budget_tokens: budget },
    }),
    ...(Object.keys(outputConfig).length > 0 && { outputConfig }),
  };
}

/** The same schema with every object closed, as structured outputs want it. */
function closed(schema: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const inner = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inner);
    return typeof value === "object" && value !== null
      ? closed(value as Record<string, unknown>)
      : value;
  };
  const copy = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, inner(value)]),
  );
  return copy.type === "object" ? { ...copy, additionalProperties: false } : copy;
}
