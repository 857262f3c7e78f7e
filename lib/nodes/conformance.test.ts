import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { AnyNodeDefinition } from "./_contract/definition";
import { describeNode } from "./_contract/conformance";
import { nodeCatalog, type NodeTypeName } from "./catalog";
import { nodeExecutors } from "./registry.server";

const here = import.meta.dirname;
const types = Object.keys(nodeCatalog) as NodeTypeName[];

for (const type of types) {
  const definition: AnyNodeDefinition = nodeCatalog[type];
  describeNode(definition, nodeExecutors[type], path.join(here, type));
}

describe("the catalogue", () => {
  it("lists every type under its own name, and every folder that has a definition", () => {
    for (const type of types) expect(nodeCatalog[type].type).toBe(type);
    const notTypes = ["_contract", "templates"];
    const folders = readdirSync(here, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !notTypes.includes(entry.name))
      .map((entry) => entry.name);
    expect([...folders].sort()).toEqual([...types].sort());
    expect(Object.keys(nodeExecutors).sort()).toEqual([...types].sort());
  });
});
