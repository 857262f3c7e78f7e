import "server-only";
import type { ProviderRuntime } from "./_contract/runtime";
import type { ProviderType } from "./catalog";
import { anthropicRuntime } from "./anthropic/runtime";
import { azureOpenAiRuntime } from "./azure-openai/runtime";
import { builtInRuntime } from "./built-in/runtime";
import { cerebrasRuntime } from "./cerebras/runtime";
import { cohereRuntime } from "./cohere/runtime";
import { googleGeminiRuntime } from "./google-gemini/runtime";
import { groqRuntime } from "./groq/runtime";
import { huggingFaceRuntime } from "./hugging-face/runtime";
import { huggingFaceEndpointRuntime } from "./hugging-face-endpoint/runtime";
import { localTransformersRuntime } from "./local-transformers/runtime";
import { mistralRuntime } from "./mistral/runtime";
import { ollamaRuntime } from "./ollama/runtime";
import { openAiRuntime } from "./openai/runtime";
import { openAiCompatibleRuntime } from "./openai-compatible/runtime";
import { replicateRuntime } from "./replicate/runtime";
import { togetherRuntime } from "./together/runtime";

/** How each provider of the catalogue is used; a missing or surplus one doesn't compile. */
export const providerRuntimes = {
  "built-in": builtInRuntime,
  "local-transformers": localTransformersRuntime,
  openai: openAiRuntime,
  "azure-openai": azureOpenAiRuntime,
  anthropic: anthropicRuntime,
  "google-gemini": googleGeminiRuntime,
  mistral: mistralRuntime,
  cohere: cohereRuntime,
  groq: groqRuntime,
  cerebras: cerebrasRuntime,
  together: togetherRuntime,
  replicate: replicateRuntime,
  "hugging-face": huggingFaceRuntime,
  "hugging-face-endpoint": huggingFaceEndpointRuntime,
  ollama: ollamaRuntime,
  "openai-compatible": openAiCompatibleRuntime,
} as const satisfies Record<ProviderType, ProviderRuntime>;
