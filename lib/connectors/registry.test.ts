import { expect, it } from "vitest";
import type { AnyNodeDefinition } from "@/lib/nodes/_contract/definition";
import { nodeCatalog } from "@/lib/nodes/catalog";
import { connectorCatalog, isConnectorType } from "./catalog";
import { connectorRuntimes } from "./registry.server";

it("has a runtime for each connector of the catalogue, filed under its own type", () => {
  expect(Object.keys(connectorRuntimes)).toEqual(Object.keys(connectorCatalog));
  for (const [type, definition] of Object.entries(connectorCatalog)) {
    expect(definition.type).toBe(type);
  }
});

it("has a connector for each node of a source outside", () => {
  const kinds = Object.values(nodeCatalog).flatMap((node: AnyNodeDefinition) =>
    node.fields.flatMap((field) => (field.control === "source" && field.of ? [field.of] : [])),
  );
  expect(kinds.length).toBeGreaterThan(0);
  expect(kinds.filter((type) => !isConnectorType(type))).toEqual([]);
});

it("knows its types and no property of objects", () => {
  expect(["s3", "toString", ""].map(isConnectorType)).toEqual([true, false, false]);
});
