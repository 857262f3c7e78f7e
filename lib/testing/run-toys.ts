import type { Graph } from "@/lib/graph/document";
import type { RunEvent } from "@/lib/graph/run-events";
import { runGraph } from "@/lib/engine/run-graph";
import type { RunOptions } from "@/lib/engine/run-options";
import { toyCatalog, toyExecutors, type Behaviour } from "./toy-nodes";

/** A model and a store that nobody should ask. */
export const noPorts: Pick<RunOptions, "models" | "knowledge" | "log"> = {
  models: {
    async *chat() {
      throw new Error("No model in this test");
    },
    contextWindow: () => Promise.reject(new Error("No model in this test")),
  },
  knowledge: { search: async () => [], documents: async () => [] },
  log: { info: () => undefined, warn: () => undefined },
};

type ToyOptions = Partial<RunOptions> & {
  readonly behaviours?: Readonly<Record<string, Behaviour>>;
  /** Called with each event as it's read. */
  readonly onEvent?: (event: RunEvent) => void;
};

/** The options of a run of toy nodes. */
export function toyRun(
  graph: Graph,
  { behaviours, onEvent: _, ...options }: ToyOptions,
): RunOptions {
  return {
    runId: "run-1",
    workspaceId: "workspace-1",
    graph,
    catalog: toyCatalog,
    executors: toyExecutors(behaviours),
    input: { question: "Hello?" },
    signal: new AbortController().signal,
    random: () => 0,
    ...noPorts,
    ...options,
  };
}

/** Runs toy nodes to the end and returns every event. */
export async function runToys(graph: Graph, options: ToyOptions = {}): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of runGraph(toyRun(graph, options))) {
    events.push(event);
    options.onEvent?.(event);
  }
  return events;
}
