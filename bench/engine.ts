import { loadavg } from "node:os";
import { runGraph } from "@/lib/engine/run-graph";
import type { Graph } from "@/lib/graph/document";
import { drawGraph } from "@/lib/testing/drawn-graph";
import { toyRun } from "@/lib/testing/run-toys";

/**
 * What the engine itself costs for each node: graphs of 100 nodes that hand their input on, from the call to the
 * terminal event, with parsing, validation, planning and every event read. Prints one JSON line a measurement;
 * `value` is the median of all rounds. Run with `npx tsx --conditions=react-server bench/engine.ts`.
 */

const NODES = 100;
const WARM_UP = 30;
const ROUNDS = 200;

const steps = Array.from({ length: NODES }, (_, i) => `step-${i + 1}`);
const nodes = {
  start: "start",
  ...Object.fromEntries(steps.map((id) => [id, "step"])),
  say: "speak",
  end: "end",
};
const closing = ["step-100.text -> say.text", "say.message -> end.message"];

function chain(): Graph {
  const links = steps.map((id, i) => `${i === 0 ? "start" : `step-${i}`}.text -> ${id}.text`);
  return drawGraph(nodes, [...links, ...closing]);
}

function parallel(): Graph {
  return drawGraph(nodes, [...steps.map((id) => `start.text -> ${id}.text`), ...closing]);
}

/** Milliseconds of one whole run. */
async function timeRun(graph: Graph): Promise<number> {
  const startedAt = performance.now();
  let last: string | undefined;
  for await (const event of runGraph(toyRun(graph, {}))) last = event.type;
  if (last !== "run.finished") throw new Error(`The run ended with ${last}`);
  return performance.now() - startedAt;
}

async function measure(bench: string, graph: Graph): Promise<void> {
  for (let i = 0; i < WARM_UP; i++) await timeRun(graph);
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i++) times.push(await timeRun(graph));
  times.sort((a, b) => a - b);
  const perNode = (share: number) => (times[Math.floor(ROUNDS * share)] ?? 0) / graph.nodes.length;
  const value = Number(perNode(0.5).toFixed(4));
  const p95 = Number(perNode(0.95).toFixed(4));
  const line = { bench, value, unit: "ms/node", p95, load: loadavg()[0] };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

await measure("engine.chain-100", chain());
await measure("engine.parallel-100", parallel());
