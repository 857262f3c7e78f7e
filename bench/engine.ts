/**
 * What the engine itself costs for each node: graphs of 100 nodes that hand their input on, from the call to the
 * terminal event, with parsing, validation, planning and every event read.
 */
import { runGraph } from "@/lib/engine/run-graph";
import type { Graph } from "@/lib/graph/document";
import { drawGraph } from "@/lib/testing/drawn-graph";
import { toyRun } from "@/lib/testing/run-toys";
import { benchOptions } from "./options";
import { report } from "./report";
import { percentile, timesOf } from "./statistics";

const STEPS = Array.from({ length: 100 }, (_, i) => `step-${i + 1}`);
const nodes = {
  start: "start",
  ...Object.fromEntries(STEPS.map((id) => [id, "step"])),
  say: "speak",
  end: "end",
};
const closing = ["step-100.text -> say.text", "say.message -> end.message"];
const before = (i: number) => (i === 0 ? "start" : `step-${i}`);

const graphs: Readonly<Record<string, Graph>> = {
  "chain of 100": drawGraph(nodes, [
    ...STEPS.map((id, i) => `${before(i)}.text -> ${id}.text`),
    ...closing,
  ]),
  "100 in parallel": drawGraph(nodes, [
    ...STEPS.map((id) => `start.text -> ${id}.text`),
    ...closing,
  ]),
};

async function runOnce(graph: Graph): Promise<void> {
  let last: string | undefined;
  for await (const event of runGraph(toyRun(graph, {}))) last = event.type;
  if (last !== "run.finished") throw new Error(`The run ended with ${last}.`);
}

const { quick } = benchOptions();
const counts = quick ? { rounds: 3, warmUp: 1 } : { rounds: 200, warmUp: 30 };
for (const [shape, graph] of Object.entries(graphs)) {
  const perNode = (await timesOf(counts, () => runOnce(graph))).map(
    (ms) => ms / graph.nodes.length,
  );
  const [value, p95] = [percentile(perNode, 0.5), percentile(perNode, 0.95)];
  report({ bench: "engine", value, unit: "ms/node", p95, shape, rounds: counts.rounds });
}
