import type { ProviderCatalog } from "./_contract/definition";
import { builtIn } from "./built-in/definition";
import { localTransformers } from "./local-transformers/definition";
import { openAiCompatible } from "./openai-compatible/definition";

/** Every provider by its type, in the order of the connection form. Safe in the browser. */
export const providerCatalog = {
  "built-in": builtIn,
  "local-transformers": localTransformers,
  "openai-compatible": openAiCompatible,
} as const satisfies ProviderCatalog;

export type ProviderType = keyof typeof providerCatalog;

/** Narrows a stored or sent type. */
export function isProviderType(type: string): type is ProviderType {
  return Object.hasOwn(providerCatalog, type);
}

/** Whether it is a provider that is used without a connection: its type then stands where a connection's id does. */
export function needsNoConnection(id: string): id is ProviderType {
  return isProviderType(id) && providerCatalog[id].fields.length === 0;
}
