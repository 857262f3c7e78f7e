import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { check, resolveConfig } from "prettier";
import type { AnyNodeDefinition } from "@/lib/nodes/_contract/definition";
import { describeNode } from "@/lib/nodes/_contract/conformance";
import type { NodeExecutor } from "@/lib/nodes/_contract/executor";
import { scaffoldNode } from "./new-node.mjs";

const root = path.join(import.meta.dirname, "..");
const nodes = mkdtempSync(path.join(tmpdir(), "groundwork-new-node-"));
for (const file of ["catalog.ts", "registry.server.ts"]) {
  cpSync(path.join(root, "lib/nodes", file), path.join(nodes, file));
}
afterAll(() => rmSync(nodes, { recursive: true }));

const files = await scaffoldNode(nodes, "translate-text");
const folder = path.join(nodes, "translate-text");
const { translateText } = (await import(path.join(folder, "definition.ts"))) as {
  translateText: AnyNodeDefinition;
};
const { translateTextExecutor } = (await import(path.join(folder, "execute.ts"))) as {
  translateTextExecutor: NodeExecutor;
};

describeNode(translateText, translateTextExecutor, folder);

describe("new-node", () => {
  it("adds one line of import and one entry to both registries", () => {
    const added = (file: string) => {
      const before = readFileSync(path.join(root, "lib/nodes", file), "utf8").split("\n");
      const after = readFileSync(path.join(nodes, file), "utf8").split("\n");
      return after.filter((line) => !before.includes(line));
    };
    expect(added("catalog.ts")).toEqual([
      'import { translateText } from "./translate-text/definition";',
      '  "translate-text": translateText,',
    ]);
    expect(added("registry.server.ts")).toEqual([
      'import { translateTextExecutor } from "./translate-text/execute";',
      '  "translate-text": translateTextExecutor,',
    ]);
  });

  it("writes what the formatter would leave alone, however long the name", async () => {
    const style = await resolveConfig(path.join(root, "lib/nodes/catalog.ts"));
    const longer = await scaffoldNode(nodes, "translate-text-into-another-language");
    for (const file of [...files, ...longer]) {
      expect(await check(readFileSync(file, "utf8"), { ...style, filepath: file }), file).toBe(
        true,
      );
    }
  });

  it("refuses a name that isn't one, and a node that's there", async () => {
    await expect(scaffoldNode(nodes, "Translate Text")).rejects.toThrow(/translate-text/);
    await expect(scaffoldNode(nodes, "../evil")).rejects.toThrow(/translate-text/);
    await expect(scaffoldNode(nodes, "translate-text")).rejects.toThrow(/already/);
    expect(existsSync(path.join(nodes, "Translate Text"))).toBe(false);
  });
});
