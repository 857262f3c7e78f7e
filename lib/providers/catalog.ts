import type { ProviderCatalog } from "./_contract/definition";
import { anthropic } from "./anthropic/definition";
import { azureOpenAi } from "./azure-openai/definition";
import { builtIn } from "./built-in/definition";
import { cerebras } from "./cerebras/definition";
import { cohere } from "./cohere/definition";
import { googleGemini } from "./google-gemini/definition";
import { groq } from "./groq/definition";
import { huggingFace } from "./hugging-face/definition";
import { huggingFaceEndpoint } from "./hugging-face-endpoint/definition";
import { localTransformers } from "./local-transformers/definition";
import { mistral } from "./mistral/definition";
import { ollama } from "./ollama/definition";
import { openAi } from "./openai/definition";
import { openAiCompatible } from "./openai-compatible/definition";
import { replicate } from "./replicate/definition";
import { together } from "./together/definition";

/** Every provider by its type, in the order of the connection form. Safe in the browser. */
export const providerCatalog = {
  "built-in": builtIn,
  "local-transformers": localTransformers,
  openai: openAi,
  "azure-openai": azureOpenAi,
  anthropic,
  "google-gemini": googleGemini,
  mistral,
  cohere,
  groq,
  cerebras,
  together,
  replicate,
  "hugging-face": huggingFace,
  "hugging-face-endpoint": huggingFaceEndpoint,
  ollama,
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
