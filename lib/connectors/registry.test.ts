import { expect, it } from "vitest";
import { connectorCatalog, isConnectorType } from "./catalog";
import { connectorRuntimes } from "./registry.server";

it("has a runtime for each connector of the catalogue, filed under its own type", () => {
  expect(Object.keys(connectorRuntimes)).toEqual(Object.keys(connectorCatalog));
  for (const [type, definition] of Object.entries(connectorCatalog)) {
    expect(definition.type).toBe(type);
  }
});

it("knows its types and no property of objects", () => {
  expect(["s3", "toString", ""].map(isConnectorType)).toEqual([true, false, false]);
});
