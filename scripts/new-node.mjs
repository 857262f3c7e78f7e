#!/usr/bin/env node
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { format, resolveConfig } from "prettier";

/**
 * Starts a new type of node: `npm run new:node -- translate-text`. Writes a folder that already passes the
 * conformance suite (it hands its text on) and the two registry lines. What is left is to give it its ports, params,
 * texts and work.
 */

const TYPE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * @param {string} nodesFolder where catalog.ts and registry.server.ts are
 * @param {string} type kebab-case
 * @returns {Promise<string[]>} the files written or changed
 */
export async function scaffoldNode(nodesFolder, type) {
  if (!TYPE.test(type)) throw new Error(`A type is written like "translate-text", not "${type}".`);
  const folder = path.join(nodesFolder, type);
  if (existsSync(folder)) throw new Error(`There is a node "${type}" already: ${folder}`);
  const name = camelCase(type);
  const catalog = path.join(nodesFolder, "catalog.ts");
  const registry = path.join(nodesFolder, "registry.server.ts");
  const changed = [
    [catalog, register(readFileSync(catalog, "utf8"), { type, name, file: "definition" })],
    [
      registry,
      register(readFileSync(registry, "utf8"), { type, name: `${name}Executor`, file: "execute" }),
    ],
    [path.join(folder, "definition.ts"), definitionText(type, name)],
    [path.join(folder, "execute.ts"), executeText(name)],
    [path.join(folder, "execute.test.ts"), testText(name)],
    [path.join(folder, "fixtures/v1.json"), "{}\n"],
  ];
  mkdirSync(path.join(folder, "fixtures"), { recursive: true });
  const style = await resolveConfig(import.meta.filename);
  for (const [file, text] of changed) {
    writeFileSync(file, await format(text, { ...style, filepath: file }));
  }
  return changed.map(([file]) => file);
}

/** The registry's text with the import after the others and the entry at the end of the object. */
function register(text, { type, name, file }) {
  const lines = text.split("\n");
  const lastImport = lines.findLastIndex((line) => line.startsWith("import "));
  const end = lines.findIndex((line) => line.startsWith("} as const satisfies"));
  if (lastImport < 0 || end < 0)
    throw new Error("The registry no longer looks as this script expects.");
  const key = type.includes("-") ? `"${type}"` : type;
  lines.splice(end, 0, key === name ? `  ${name},` : `  ${key}: ${name},`);
  lines.splice(lastImport + 1, 0, `import { ${name} } from "./${type}/${file}";`);
  return lines.join("\n");
}

function camelCase(type) {
  return type.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}

function label(type) {
  const words = type.replaceAll("-", " ");
  return words[0].toUpperCase() + words.slice(1);
}

function definitionText(type, name) {
  return `import { z } from "zod/mini";
import { defineNode } from "@/lib/nodes/_contract/definition";

export const ${name} = defineNode({
  type: "${type}",
  version: 1,
  category: "logic",
  icon: "filter",
  inputs: { text: { type: "text", required: true } },
  outputs: { text: { type: "text" } },
  params: z.object({}),
  fields: [],
  summary: () => ({ key: "plain" }),
  onError: ["fail"],
  migrate: {},
  messages: {
    en: {
      label: "${label(type)}",
      description: "Hands its text on.",
      ports: { text: "Text" },
      fields: {},
      summary: { plain: "Hands its text on" },
    },
  },
});
`;
}

function executeText(name) {
  return `import "server-only";
import { executorFor } from "@/lib/nodes/_contract/executor";
import { ${name} } from "./definition";

export const ${name}Executor = executorFor(${name})(async ({ inputs, ctx }) => {
  ctx.signal.throwIfAborted();
  return { text: inputs.text };
});
`;
}

function testText(name) {
  return `import { expect, it } from "vitest";
import { testContext } from "@/lib/testing/test-context";
import { ${name}Executor } from "./execute";

it("hands its text on", async () => {
  const ctx = testContext({});
  const outputs = await ${name}Executor.execute({ params: {}, inputs: { text: "Hello" }, ctx });
  expect(outputs).toEqual({ text: "Hello" });
});
`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const folder = path.join(import.meta.dirname, "../lib/nodes");
    const files = await scaffoldNode(folder, process.argv[2] ?? "");
    process.stdout.write(`${files.map((file) => path.relative(process.cwd(), file)).join("\n")}\n`);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
