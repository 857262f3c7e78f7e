import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod/mini";
import { paramsSchema, PORT_NAME_PATTERN, type GraphNode } from "@/lib/graph/document";
import { migrateNode } from "@/lib/graph/migrate";
import { outputsOf } from "@/lib/graph/node-type";
import { checkParams, parseParams } from "@/lib/graph/params";
import { portValueSchemas } from "@/lib/graph/values";
import { testContext } from "@/lib/testing/test-context";
import type { AnyNodeDefinition, NameLookup } from "./definition";
import { NODE_CATEGORIES, NODE_ICONS } from "./definition";
import type { NodeExecutor } from "./executor";

/** Import specifiers an executor may use; everything else comes to it through `ctx`. */
const ALLOWED_IMPORTS = [
  /^server-only$/,
  /^\.\//,
  /^@\/lib\/nodes\/_contract\//,
  /^@\/lib\/(graph|grounding)(\/|$)/,
  /^@\/lib\/errors\//,
  /^zod\/mini$/,
];

const lookup: NameLookup = {
  source: () => "Handbook",
  store: () => "Handbook",
  model: () => "gpt",
};
const nothingFound: NameLookup = {
  source: () => undefined,
  store: () => undefined,
  model: () => undefined,
};

/** What every node has to keep to; run for each of the catalogue by conformance.test.ts. */
export function describeNode(
  definition: AnyNodeDefinition,
  executor: NodeExecutor,
  folder: string,
): void {
  describe(`node ${definition.type}`, () => {
    describeDefinition(definition);
    describeHistory(definition, folder);
    describeFolder(folder);

    it("runs under its own name and gives up at once when it's aborted", async () => {
      expect(executor.type).toBe(definition.type);
      const reason = new Error("stopped");
      const ctx = testContext({ signal: AbortSignal.abort(reason) });
      const inputs = sampleInputs(definition);
      const params = { ...parseParams(definition, {}), ...samplePicks(definition) };
      const outcome = await executor
        .execute({ params, inputs, ctx })
        .catch((error: unknown) => error);
      const waitsForNothing = definition.category === "input";
      if (waitsForNothing) expect(outcome).not.toBeInstanceOf(Error);
      else expect(outcome).toBe(reason);
    });

    it("gives values of its ports' types", async () => {
      const params = { ...parseParams(definition, {}), ...samplePicks(definition) };
      // What a form asks for comes filled in; everything else begins with a question.
      const asks = definition.fields.some(({ control }) => control === "form-fields");
      const ctx = testContext({ form: asks ? {} : null });
      const args = { params, inputs: sampleInputs(definition), ctx };
      const outputs = await executor.execute(args);
      const ports =
        definition.terminal === true
          ? { output: { type: "message" as const } }
          : outputsOf({ params: params as GraphNode["params"] }, definition);
      for (const [name, value] of Object.entries(outputs)) {
        const port = Object.hasOwn(ports, name) ? ports[name] : undefined;
        expect(port, `an output called ${name}`).toBeDefined();
        if (port) expect(z.safeParse(portValueSchemas[port.type], value).error).toBeUndefined();
      }
      expect(Object.keys(outputs)).not.toHaveLength(0);
    });
  });
}

function describeDefinition(definition: AnyNodeDefinition): void {
  const { inputs, outputs, fields, messages, params } = definition;

  it("starts with params that can be saved and that only lack what is marked required", () => {
    const defaults = parseParams(definition, {});
    expect(paramsSchema.safeParse(defaults).success).toBe(true);
    const problems = checkParams({ params: paramsSchema.parse(defaults) }, definition);
    expect(problems.filter((problem) => problem.code !== "param-required")).toEqual([]);
  });

  it("has sound ports", () => {
    for (const name of [...Object.keys(inputs), ...Object.keys(outputs)]) {
      expect(name).toMatch(PORT_NAME_PATTERN);
    }
    for (const port of [...Object.values(inputs), ...Object.values(outputs)]) {
      if (port.standing === true) expect(port.type).toBe("documents");
    }
    if (definition.terminal === true) expect(outputs).toEqual({});
    expect(NODE_CATEGORIES).toContain(definition.category);
    expect(NODE_ICONS).toContain(definition.icon);
  });

  it("has a field for every param, each once, and a text for each", () => {
    const keys = fields.flatMap((f) => (f.control === "model" ? [f.key, f.modelKey] : [f.key]));
    expect([...keys].sort()).toEqual(Object.keys(params.def.shape).sort());
    for (const field of fields) {
      const text = messages.en.fields[field.key];
      expect(text?.label.trim()).toBeTruthy();
      if (field.control === "select" && "options" in field) {
        expect(Object.keys(text?.options ?? {}).sort()).toEqual([...field.options].sort());
      }
    }
  });

  it("has a text for every port and a sentence for its card", () => {
    const ports = [...new Set([...Object.keys(inputs), ...Object.keys(outputs)])].sort();
    expect(Object.keys(messages.en.ports).sort()).toEqual(ports);
    const defaults = parseParams(definition, {});
    const filled = { ...defaults, ...samplePicks(definition) };
    for (const [values, names] of [
      [defaults, lookup],
      [filled, lookup],
      [filled, nothingFound],
    ] as const) {
      const { key, values: given = {} } = definition.summary(values as never, names);
      const text = messages.en.summary[key];
      expect(text, `messages.en.summary.${key}`).toBeTruthy();
      for (const [, name = ""] of (text ?? "").matchAll(/\{(\w+)[,}]/g)) {
        expect(given[name], `the value {${name}} of ${key}`).toBeDefined();
      }
    }
  });
}

/** `fixtures/v<n>.json` holds params as version n saved them, and is never edited afterwards. */
function describeHistory(definition: AnyNodeDefinition, folder: string): void {
  const versions = Array.from({ length: definition.version }, (_, i) => i + 1);

  it.each(versions)("still reads what its version %i saved", (version) => {
    const file = path.join(folder, "fixtures", `v${version}.json`);
    const params = paramsSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    const node: GraphNode = {
      id: "node-1",
      type: definition.type,
      version,
      name: "",
      position: { x: 0, y: 0 },
      params,
    };
    const migrated = migrateNode(node, definition);
    expect(migrated?.version).toBe(definition.version);
    // A param renamed or removed without a new version shows here.
    expect(Object.keys(migrated?.params ?? {}).sort()).toEqual(
      Object.keys(definition.params.def.shape).sort(),
    );
    expect(checkParams({ params: migrated?.params ?? {} }, definition)).toEqual([]);
  });
}

function describeFolder(folder: string): void {
  const files = readdirSync(folder).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".test.ts"),
  );

  it("marks its executor as server code, and has a test", () => {
    expect(readFileSync(path.join(folder, "execute.ts"), "utf8")).toMatch(
      /^import "server-only";\n/,
    );
    expect(readdirSync(folder)).toContain("execute.test.ts");
  });

  it.each(files)("%s imports nothing it should be handed", (name) => {
    const source = readFileSync(path.join(folder, name), "utf8");
    const imports = [...source.matchAll(/\b(?:from|import)(?:\s+|\()"([^"\n]+)"/g)];
    const forbidden = imports
      .map(([, from = ""]) => from)
      .filter((from) => !ALLOWED_IMPORTS.some((allowed) => allowed.test(from)));
    expect(forbidden).toEqual([]);
  });
}

/** A value for everything that is required but has no default. */
function samplePicks({ fields }: AnyNodeDefinition): Record<string, unknown> {
  const picked = fields.filter((field) => field.control === "source" || field.control === "store");
  return Object.fromEntries(picked.map((field) => [field.key, "picked-1"]));
}

function sampleInputs({ inputs }: AnyNodeDefinition): Record<string, unknown> {
  const samples = {
    text: "How many days of leave do I get?",
    message: { text: "Thirty.", outcome: "answered", citations: [], refusal: null },
    passages: [],
    documents: [],
    files: [],
    json: null,
    number: 1,
    boolean: true,
  } as const;
  return Object.fromEntries(
    Object.entries(inputs)
      .filter(([, port]) => port.standing !== true)
      .map(([name, port]) => [name, samples[port.type]]),
  );
}
