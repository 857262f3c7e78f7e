import { describe, expect, it } from "vitest";
import { isProviderType, needsNoConnection, providerCatalog } from "./catalog";
import { providerRuntimes } from "./registry.server";

describe("the registry", () => {
  it("has a runtime for each provider of the catalogue, filed under its own type", () => {
    expect(Object.keys(providerRuntimes)).toEqual(Object.keys(providerCatalog));
    for (const [type, definition] of Object.entries(providerCatalog))
      expect(definition.type).toBe(type);
  });

  it("knows its types and no property of objects", () => {
    expect(["built-in", "openai-compatible", "toString", "", "openai"].map(isProviderType)).toEqual(
      [true, true, false, false, false],
    );
  });

  it("knows which are used without a connection", () => {
    const ids = ["built-in", "local-transformers", "openai-compatible", "toString", "cm1"];
    expect(ids.map(needsNoConnection)).toEqual([true, true, false, false, false]);
  });
});
