import { expect, it } from "vitest";
import { modelAbilities } from "./abilities";

it.each<[string, string, string | null, boolean | null]>([
  ["openai", "gpt-4o", null, true],
  ["openai", "gpt-3.5-turbo", null, false],
  ["openai", "ft:gpt-4.1-2025-04-14:acme::Ab1", null, true],
  ["azure-openai", "our-deployment", "gpt-4.1", true],
  ["openai-compatible", "ours", null, null],
  ["ollama", "anything:8b", null, true],
  ["nobody", "anything", null, null],
])("knows whether %s holds %s (of %s) to a schema", (...[provider, model, base, can]) => {
  expect(modelAbilities(provider, model, base).structuredOutput).toBe(can);
});
