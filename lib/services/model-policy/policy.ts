import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { isProviderType, providerCatalog } from "@/lib/providers/catalog";

export const modelChoiceSchema = z.object({
  /** The id of a connection, or the type of a provider that needs none. */
  connectionId: z.string().min(1).max(64),
  model: z.string().trim().min(1).max(200),
});
export type ModelChoice = z.infer<typeof modelChoiceSchema>;

const MAX_MODELS = 500;
const choice = modelChoiceSchema.nullable().default(null);

/** What the rules of a workspace say; what is absent allows everything and starts with the built-in models. */
export const modelPolicySchema = z.object({
  /** Types of providers; null allows every one. Those that need no connection are always allowed. */
  providers: z.array(z.string().max(60)).max(100).nullable().default(null),
  /** By connection: its only models. One that isn't named allows all of its models. */
  models: z
    .record(z.string().max(64), z.array(z.string().min(1).max(200)).max(MAX_MODELS))
    .default({}),
  defaults: z
    .object({ chat: choice, judge: choice, embedding: choice, rerank: choice })
    .prefault({}),
});
export type ModelPolicy = z.infer<typeof modelPolicySchema>;

export const OPEN_POLICY: ModelPolicy = modelPolicySchema.parse({});

export interface UseOfModel {
  readonly provider: string;
  readonly connectionId: string;
  readonly model: string;
}

/**
 * Why the rules forbid a model, or null. `model-policy.provider` and `model-policy.model`, both forbidden: they are
 * meant for whoever chose it, and end a run that meets them.
 */
export function refusalOf(policy: ModelPolicy, use: UseOfModel): AppError | null {
  const byProvider = refusalOfProvider(policy, use.provider);
  if (byProvider) return byProvider;
  const only = policy.models[use.connectionId];
  if (only === undefined || only.includes(use.model)) return null;
  return new AppError("model-policy.model", "forbidden", { params: { model: use.model } });
}

/** As {@link refusalOf}, for a connection of which no model is chosen yet. */
export function refusalOfProvider({ providers }: ModelPolicy, provider: string): AppError | null {
  if (providers === null || providers.includes(provider)) return null;
  const label = isProviderType(provider) ? providerCatalog[provider].messages.en.label : provider;
  return new AppError("model-policy.provider", "forbidden", { params: { provider: label } });
}
