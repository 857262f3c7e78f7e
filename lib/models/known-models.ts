import { z } from "zod/mini";
import type { ModelInfo } from "@/lib/providers/_contract/runtime";
import stored from "./known-models.json" with { type: "json" };

const tokenPrices = {
  input: z.number(),
  output: z.number(),
  cachedInput: z.optional(z.number()),
  cacheWrite: z.optional(z.number()),
};

const knownModelSchema = z.strictObject({
  kind: z.enum(["chat", "embedding", "rerank"]),
  contextWindow: z.optional(z.int()),
  maxOutputTokens: z.optional(z.int()),
  tools: z.optional(z.boolean()),
  structuredOutput: z.optional(z.boolean()),
  vision: z.optional(z.boolean()),
  reasoning: z.optional(z.boolean()),
  price: z.optional(
    z.strictObject({
      ...tokenPrices,
      search: z.optional(z.number()),
      longPrompt: z.optional(z.strictObject({ ...tokenPrices, overTokens: z.int() })),
    }),
  ),
});

/** What is publicly known of a model; what isn't is absent. */
export type KnownModel = z.infer<typeof knownModelSchema>;

const catalogueSchema = z.strictObject({
  /** The day on which the prices held. */
  asOf: z.iso.date(),
  /** By the type of the provider that offers the models: another one may want another price for the same model. */
  providers: z.record(
    z.string(),
    z.array(z.extend(knownModelSchema, { ids: z.array(z.string()).check(z.minLength(1)) })),
  ),
});

const catalogue = catalogueSchema.parse(stored);

/** The day on which the prices held, as `2026-09-22`. */
export const PRICES_AS_OF = catalogue.asOf;

const byProvider = new Map(
  Object.entries(catalogue.providers).map(([provider, models]) => [
    provider,
    new Map(models.flatMap(({ ids, ...known }) => ids.map((id) => [id, known] as const))),
  ]),
);

/** Providers that offer the models of another one, under their names and for their prices. */
const SAME_AS: Readonly<Record<string, string>> = { "azure-openai": "openai" };

/** A release of a model: the date behind its name. */
const DATE = /[-@]\d{4}-?\d{2}-?\d{2}$/;
const FINE_TUNED = /^(ft:([^:]+)):/;

/**
 * What is publicly known of a provider's model, by its id; null where nothing is. A fine-tuned model can what its base
 * can, and costs what such models do where that is known.
 */
export function knownModel(provider: string, model: string): Partial<KnownModel> | null {
  const [, tuned, base] = FINE_TUNED.exec(model) ?? [];
  if (tuned === undefined || base === undefined) return find(provider, model);
  const { price: _, ...ofBase } = find(provider, base) ?? {};
  const known = { ...ofBase, ...find(provider, tuned) };
  return Object.keys(known).length > 0 ? known : null;
}

function find(provider: string, model: string): KnownModel | null {
  const models = byProvider.get(SAME_AS[provider] ?? provider);
  return models?.get(model) ?? models?.get(model.replace(DATE, "")) ?? null;
}

/** What a service says of its model, and for the rest what is publicly known. */
export function withKnown(provider: string, said: ModelInfo): ModelInfo {
  return { ...knownModel(provider, said.id), ...said };
}
