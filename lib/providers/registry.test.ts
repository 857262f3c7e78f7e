import { describe, expect, it } from "vitest";
import type { ProviderDefinition } from "./_contract/definition";
import { isProviderType, needsNoConnection, providerCatalog } from "./catalog";
import { providerRuntimes } from "./registry.server";

describe("the registry", () => {
  it("has a runtime for each provider of the catalogue, filed under its own type", () => {
    expect(Object.keys(providerRuntimes)).toEqual(Object.keys(providerCatalog));
    for (const [type, definition] of Object.entries(providerCatalog))
      expect(definition.type).toBe(type);
  });

  it("knows its types and no property of objects", () => {
    const types = ["built-in", "openai-compatible", "toString", "", "no-such"];
    expect(types.map(isProviderType)).toEqual([true, true, false, false, false]);
  });

  it("connects exactly those that are a service, and asks for an address where there is none", () => {
    for (const { service, fields } of Object.values<ProviderDefinition>(providerCatalog)) {
      expect(fields.length > 0).toBe(service !== null);
      const address = fields.find(({ key }) => key === "baseUrl");
      expect(address?.required ?? false).toBe(service !== null && service.baseUrl === null);
      for (const page of Object.values(service?.pages ?? {})) expect(page).toMatch(/^https:/);
    }
  });

  it("knows which are used without a connection", () => {
    const ids = ["built-in", "local-transformers", "openai-compatible", "toString", "cm1"];
    expect(ids.map(needsNoConnection)).toEqual([true, true, false, false, false]);
  });
});
