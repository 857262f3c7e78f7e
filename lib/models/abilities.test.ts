import { describe, expect, it } from "vitest";
import { modelAbilities } from "./abilities";

it.each<[string, string, string | null, boolean | null]>([
  ["openai", "gpt-4o", null, true],
  ["openai", "gpt-3.5-turbo", null, false],
  ["openai", "ft:gpt-4.1-2025-04-14:acme::Ab1", null, true],
  ["azure-openai", "our-deployment", "gpt-4.1", true],
  ["openai-compatible", "ours", null, null],
  ["ollama", "anything:8b", null, true],
  ["nobody", "anything", null, null],
])("knows whether a model can be held to a schema: %s %s", (...[provider, model, base, can]) => {
  expect(modelAbilities(provider, model, base).structuredOutput).toBe(can);
});

describe("what a model takes", () => {
  it.each<[string, string, object]>([
    ["openai", "gpt-4o", { temperature: true, reasoning: false, vision: true }],
    ["openai", "o3-mini", { temperature: false, reasoning: true }],
    ["openai", "gpt-3.5-turbo", { temperature: true, vision: false, maxOutputTokens: 4096 }],
    ["openai-compatible", "openai/gpt-5-mini", { temperature: false, reasoning: true }],
    ["anthropic", "claude-opus-4-7", { temperature: false, reasoning: true }],
    ["openai-compatible", "ours", { temperature: null, reasoning: null, vision: null }],
  ])("is known of %s %s", (provider, model, abilities) => {
    expect(modelAbilities(provider, model, null)).toMatchObject(abilities);
  });

  it("is that of its base, whatever it is called", () => {
    const { temperature, vision } = modelAbilities("openai", "our-tone", "gpt-4o");
    expect([temperature, vision]).toEqual([true, true]);
  });
});
