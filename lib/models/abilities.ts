import { isProviderType, providerCatalog } from "@/lib/providers/catalog";
import { knownModel } from "./known-models";
import { CLAUDE_ADAPTIVE, CLAUDE_NO_TEMPERATURE, OPENAI_REASONERS } from "./names";

/** What a model can do and takes; null where nobody says. */
export interface ModelAbilities {
  readonly temperature: boolean | null;
  /** How long it thinks can be chosen. */
  readonly reasoning: boolean | null;
  readonly vision: boolean | null;
  readonly structuredOutput: boolean | null;
  /** Tokens of its longest answer. */
  readonly maxOutputTokens: number | null;
}

/** What is publicly known of a model, or of the one it was made from; a service may promise more for all of its models. */
export function modelAbilities(
  provider: string,
  model: string,
  baseModel: string | null,
): ModelAbilities {
  const own = knownModel(provider, model);
  const name = own === null && baseModel !== null ? baseModel : model;
  const known = own ?? knownModel(provider, name) ?? {};
  const service = isProviderType(provider) ? providerCatalog[provider].service : null;
  return {
    temperature: takesTemperature(name) ?? (known.reasoning === false ? true : null),
    reasoning: known.reasoning ?? (thinks(name) ? true : null),
    vision: known.vision ?? null,
    structuredOutput: known.structuredOutput ?? (service?.holdsToSchema === true ? true : null),
    maxOutputTokens: known.maxOutputTokens ?? null,
  };
}

function thinks(name: string): boolean {
  return OPENAI_REASONERS.test(name) || CLAUDE_ADAPTIVE.test(name);
}

function takesTemperature(name: string): false | null {
  return OPENAI_REASONERS.test(name) || CLAUDE_NO_TEMPERATURE.test(name) ? false : null;
}
