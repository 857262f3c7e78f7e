import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { problems as texts } from "@/lib/i18n/messages/en/problems";
import { drawGraph } from "@/lib/testing/drawn-graph";
import { toyCatalog } from "@/lib/testing/toy-nodes";
import { graphSchema, type Graph } from "./document";
import { toExecutable } from "./executable";
import { isRunnable, validateGraph } from "./validate";

const wires = ["start.text -> a.text", "a.text -> say.text", "say.message -> end.message"];
const nodes = { start: "start", a: "step", say: "speak", end: "end" } as const;
const sound = drawGraph(nodes, wires);

const codes = (graph: Graph) => validateGraph(graph, toyCatalog).map((problem) => problem.code);
const withNode = (id: string, change: object): Graph => ({
  ...sound,
  nodes: sound.nodes.map((node) => (node.id === id ? { ...node, ...change } : node)),
});
const withParams = (params: object) => withNode("a", { params });

describe("validateGraph", () => {
  it("finds nothing wrong with a sound graph", () => {
    expect(validateGraph(sound, toyCatalog)).toEqual([]);
  });

  it("says what an empty graph lacks", () => {
    expect(codes(drawGraph({}))).toEqual(["no-input", "no-answer"]);
  });

  it("points at a required port without an edge", () => {
    const graph = drawGraph(nodes, wires.slice(1));
    expect(validateGraph(graph, toyCatalog)).toContainEqual({
      code: "port-required",
      severity: "error",
      params: { node: "a", port: "text" },
      nodeId: "a",
    });
  });

  it("keeps unknown types and newer versions and says so, without a word on their ports", () => {
    expect(codes(withNode("a", { type: "from-the-future" }))).toEqual(["node-type-unknown"]);
    expect(codes(withNode("a", { type: "constructor" }))).toEqual(["node-type-unknown"]);
    expect(codes(withNode("a", { version: 2 }))).toEqual(["node-version-unknown"]);
  });

  it.each([
    [{ level: 11 }, "param-too-big", "level", 10],
    [{ level: -1 }, "param-too-small", "level", 0],
    [{ note: "x".repeat(51) }, "param-too-long", "note", 50],
  ])("names the limit that %j breaks", (...[params, code, field, limit]) => {
    const [problem] = validateGraph(withParams(params), toyCatalog);
    expect(problem).toMatchObject({ code, field, nodeId: "a", params: { limit } });
  });

  it("reports each bad field once and leaves references for the run", () => {
    expect(codes(withParams({ level: "much", does: 5 }))).toEqual([
      "param-invalid",
      "param-invalid",
    ]);
    expect(codes(withParams({ level: { ref: ["start", "text"] } }))).toEqual([]);
  });

  it("asks for a value that's required but can be saved empty", () => {
    const graph = drawGraph({ ...nodes, shelf: "shelf", finder: "finder" }, [
      ...wires,
      "shelf.documents -> finder.documents",
      "start.text -> finder.text",
      "finder.text -> a.more",
    ]);
    expect(validateGraph(graph, toyCatalog)).toEqual([
      {
        code: "param-required",
        severity: "error",
        params: { node: "shelf", field: "sourceId" },
        nodeId: "shelf",
        field: "sourceId",
      },
    ]);
  });

  it("finds references to what isn't there, and warns of what only looks like one", () => {
    expect(codes(withParams({ note: "{{gone-1.text}}" }))).toEqual(["reference-node-missing"]);
    expect(codes(withParams({ note: "{{start.gone}}" }))).toEqual(["reference-port-missing"]);
    const warned = validateGraph(withParams({ note: "{{start}}" }), toyCatalog);
    expect(warned).toMatchObject([{ code: "reference-malformed", severity: "warning" }]);
    expect(isRunnable(warned)).toBe(true);
  });

  it("takes a reference for a wait: a circle through one is a cycle", () => {
    const graph = drawGraph(
      { ...nodes, a: { type: "step", params: { note: "{{b.text}}" } }, b: "step" },
      [...wires, "a.text -> b.text"],
    );
    expect(codes(graph)).toEqual(["cycle"]);
  });

  it("finds what is wrong with an edge", () => {
    const edge = (wire: string) => codes(drawGraph(nodes, [...wires, wire]));
    expect(edge("a.text -> a.more")).toEqual(["edge-to-itself"]);
    expect(edge("a.text -> end.message")).toEqual(["types-differ"]);
    expect(edge("a.text -> gone.text")).toEqual(["edge-node-missing"]);
    expect(edge("start.text -> a.gone")).toEqual(["edge-port-missing"]);
    expect(edge("start.text -> a.text")).toEqual(["id-twice", "edge-twice"]);
  });

  it("checks the policy for failures and the values it gives instead", () => {
    expect(codes(withNode("say", { onError: { policy: "default", outputs: {} } }))).toEqual([
      "on-error-not-allowed",
    ]);
    const instead = (outputs: object) =>
      codes(withNode("a", { onError: { policy: "default", outputs } }));
    expect(instead({ text: "Sorry" })).toEqual([]);
    expect(instead({ text: 5 })).toEqual(["default-output-invalid"]);
    expect(instead({ gone: "x" })).toEqual(["default-output-invalid"]);
  });

  it("warns of branches that lead nowhere", () => {
    const graph = drawGraph({ ...nodes, fork: "fork", idle: "step" }, [
      ...wires,
      "start.text -> fork.text",
      "fork.left -> idle.text",
    ]);
    const found = validateGraph(graph, toyCatalog);
    expect(found.map(({ code, nodeId }) => [code, nodeId])).toEqual([
      ["branch-unwired", "fork"],
      ["leads-nowhere", "idle"],
    ]);
    expect(isRunnable(found)).toBe(true);
  });

  it("adds the error port while errors leave through a branch", () => {
    const graph = drawGraph(
      { ...nodes, a: { type: "step", onError: { policy: "branch" } }, b: "fork" },
      [...wires, "a.error -> b.text"],
    );
    expect(codes(graph)).toContain("types-differ");
    expect(codes(graph)).not.toContain("edge-port-missing");
  });

  it("finds ids used twice", () => {
    const [first] = sound.nodes;
    const graph = { ...sound, nodes: first ? [...sound.nodes, first] : [] };
    expect(codes(graph)).toContain("id-twice");
  });

  it("has a text for every code, and never throws on anything that can be saved", () => {
    const id = fc.constantFrom("start", "a", "b", "end");
    const port = fc.constantFrom("text", "message", "more", "gone", "documents");
    const node = fc.record({
      id,
      type: fc.constantFrom(...Object.keys(toyCatalog), "odd", "toString"),
      version: fc.constantFrom(1, 2),
      name: fc.string({ maxLength: 10 }),
      position: fc.constant({ x: 0, y: 0 }),
      params: fc.dictionary(
        fc.constantFrom("note", "level", "does", "take", "x"),
        fc.jsonValue() as fc.Arbitrary<never>,
      ),
      onError: fc.constantFrom(undefined, { policy: "branch" as const }),
    });
    const edge = fc.record({
      id: fc.string({ minLength: 1 }),
      source: id,
      sourcePort: port,
      target: id,
      targetPort: port,
    });
    const graph = fc.record({
      schemaVersion: fc.constant(1 as const),
      nodes: fc.array(node),
      edges: fc.array(edge),
    });
    fc.assert(
      fc.property(graph, (drawn) => {
        const found = validateGraph(graphSchema.parse(drawn), toyCatalog);
        for (const problem of found) expect(texts).toHaveProperty([problem.code]);
        const executable = toExecutable(drawn, toyCatalog);
        expect(executable.ok).toBe(isRunnable(found));
      }),
    );
  });
});
