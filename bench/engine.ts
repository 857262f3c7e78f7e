/**
 * What the engine itself costs: a run of nodes that only hand their text on, in a chain and side by side. Counts
 * everything from the stored document to the last event, parsing and checking the graph included.
 */
import { runGraph } from "@/lib/engine/run-graph";
import type { Graph } from "@/lib/graph/document";
import { isTerminal } from "@/lib/graph/run-events";
import { drawGraph } from "@/lib/testing/drawn-graph";
import { toyRun } from "@/lib/testing/run-toys";
import { benchOptions } from "./options";
import { report } from "./report";
import { percentile, timesOf } from "./statistics";

const STEPS = 100;
/** Milliseconds a node. */
const AIM = 0.3;

const { quick } = benchOptions();
const ids = Array.from({ length: STEPS }, (_, index) => `step-${String(index + 1)}`);
const nodes = {
  start: "start",
  ...Object.fromEntries(ids.map((id) => [id, "step"])),
  speak: "speak",
  end: "end",
};

const chain = drawGraph(nodes, [
  ...ids.map((id, index) => `${ids[index - 1] ?? "start"}.text -> ${id}.text`),
  `${ids.at(-1) ?? ""}.text -> speak.text`,
  "speak.message -> end.message",
]);
const parallel = drawGraph(nodes, [
  ...ids.flatMap((id) => [`start.text -> ${id}.text`, `${id}.text -> speak.text`]),
  "speak.message -> end.message",
]);

for (const [shape, graph] of Object.entries({ chain, parallel })) {
  const times = await timesOf(quick ? { rounds: 3, warmUp: 1 } : { rounds: 200, warmUp: 50 }, () =>
    runToEnd(graph),
  );
  const count = graph.nodes.length;
  report({
    bench: "engine",
    value: percentile(times, 0.5) / count,
    unit: "ms/node",
    shape,
    nodes: count,
    p95: percentile(times, 0.95) / count,
    aim: AIM,
  });
}

/** Throws when a node didn't run: a run that stops early would look fast. */
async function runToEnd(graph: Graph): Promise<void> {
  let finished = 0;
  let end = "";
  for await (const event of runGraph(toyRun(graph, {}))) {
    if (event.type === "node.finished") finished += 1;
    if (isTerminal(event)) end = event.type;
  }
  if (end !== "run.finished" || finished !== graph.nodes.length) {
    throw new Error(`${end} after ${String(finished)} of ${String(graph.nodes.length)} nodes`);
  }
}
