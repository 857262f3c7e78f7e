import "server-only";
import type { ProviderRuntime } from "./_contract/runtime";
import { builtInRuntime } from "./built-in/runtime";
import type { ProviderType } from "./catalog";
import { localTransformersRuntime } from "./local-transformers/runtime";
import { openAiCompatibleRuntime } from "./openai-compatible/runtime";

/** How each provider of the catalogue is used; a missing or surplus one doesn't compile. */
export const providerRuntimes = {
  "built-in": builtInRuntime,
  "local-transformers": localTransformersRuntime,
  "openai-compatible": openAiCompatibleRuntime,
} as const satisfies Record<ProviderType, ProviderRuntime>;
