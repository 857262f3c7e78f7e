import { isProviderType, providerCatalog } from "@/lib/providers/catalog";
import { knownModel } from "./known-models";

/** What a model can do; null where nobody says. */
export interface ModelAbilities {
  readonly structuredOutput: boolean | null;
}

/** What is publicly known of a model, or of the one it was made from; a service may promise more for all of its models. */
export function modelAbilities(
  provider: string,
  model: string,
  baseModel: string | null,
): ModelAbilities {
  const own = knownModel(provider, model) ?? knownModel(provider, baseModel ?? "") ?? {};
  const service = isProviderType(provider) ? providerCatalog[provider].service : null;
  return {
    structuredOutput: own.structuredOutput ?? (service?.holdsToSchema === true ? true : null),
  };
}
