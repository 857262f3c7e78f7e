import { describe, expect, it } from "vitest";
import { isProviderType, providerCatalog } from "./catalog";
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
});
