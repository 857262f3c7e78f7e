import { describe, expect, it } from "vitest";
import { providerCatalog } from "@/lib/providers/catalog";
import stored from "./known-models.json" with { type: "json" };
import { knownModel, PRICES_AS_OF, withKnown } from "./known-models";

const NO_PRICE = { input: NaN, output: NaN, search: NaN };

describe("the catalogue", () => {
  const all = Object.entries(stored.providers).flatMap(([provider, models]) =>
    models.flatMap(({ ids }) => ids.map((id) => ({ provider, id, ...knownModel(provider, id) }))),
  );

  it("has a date, and only providers that there are", () => {
    expect(PRICES_AS_OF).toMatch(/^20\d\d-\d\d-\d\d$/);
    for (const provider of Object.keys(stored.providers)) {
      expect(Object.keys(providerCatalog)).toContain(provider);
    }
  });

  it("knows every model once", () => {
    const names = all.map(({ provider, id }) => `${provider} ${id}`);
    expect(names).toEqual([...new Set(names)]);
  });

  it("has prices and windows that can be", () => {
    expect(all.length).toBeGreaterThan(80);
    for (const { kind, price = NO_PRICE, contextWindow = 2048 } of all) {
      expect(contextWindow).toBeGreaterThanOrEqual(2048);
      expect(contextWindow).toBeLessThanOrEqual(2_000_000);
      // A service that counts searches counts no tokens.
      expect(kind === "rerank" ? price.search : price.input).toBeGreaterThan(0);
      expect(price.input).toBeLessThan(50);
      if (kind === "chat") expect(price.output).toBeGreaterThanOrEqual(price.input);
    }
  });
});

describe("knownModel", () => {
  it.each([
    ["openai", "gpt-4o-mini", 0.15],
    ["openai", "gpt-4o-mini-2024-07-18", 0.15],
    ["openai", "gpt-4o-2024-05-13", 5],
    ["openai", "gpt-4o-2024-08-06", 2.5],
    ["openai", "ft:gpt-4o-mini-2024-07-18:acme:support:Ab1", 0.3],
    ["azure-openai", "gpt-4o-mini", 0.15],
    ["anthropic", "claude-haiku-4-5-20251001", 1],
    ["groq", "openai/gpt-oss-120b", 0.15],
    ["cerebras", "gpt-oss-120b", 0.35],
  ])("knows what %s wants for the input of %s", (provider, model, input) => {
    expect(knownModel(provider, model)?.price?.input).toBe(input);
  });

  it.each([
    ["openai", "gpt-4o-mini-of-ours"],
    ["openai", "gpt-4o-minimal"],
    ["openai", "ft:babbage-002:acme::Ab1"],
    ["openai-compatible", "gpt-4o-mini"],
    ["openai", "gpt-4o-audio-preview"],
    ["nobody", "gpt-4o-mini"],
    ["toString", "gpt-4o-mini"],
    ["openai", "constructor"],
  ])("knows nothing of %s's %s", (provider, model) => {
    expect(knownModel(provider, model)).toBeNull();
  });

  it("lets a fine-tuned model do what its base can, and invents no price for it", () => {
    const { price, ...known } = knownModel("openai", "ft:gpt-4.1-2025-04-14:acme::Ab1") ?? {};
    expect(price).toBeUndefined();
    expect(known).toMatchObject({ kind: "chat", contextWindow: 1_000_000, tools: true });
  });
});

it("believes the service first", () => {
  const said = { id: "llama-3.3-70b-versatile", contextWindow: 8000, vision: true };
  expect(withKnown("groq", said)).toEqual({
    ...{ id: "llama-3.3-70b-versatile", kind: "chat", contextWindow: 8000 },
    ...{ maxOutputTokens: 32_768, tools: true, structuredOutput: false, vision: true },
    ...{ reasoning: false, price: { input: 0.59, output: 0.79 } },
  });
  expect(withKnown("openai-compatible", { id: "ours" })).toEqual({ id: "ours" });
});
