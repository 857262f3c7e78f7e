import type { NodeState, RunState } from "@/lib/graph/run-state";

export interface Step {
  readonly nodeId: string;
  readonly node: NodeState;
}

/** The nodes of a run in the order they started; those left out come last, those that only keep in sync not at all. */
export function stepsOf({ nodes }: Pick<RunState, "nodes">): Step[] {
  return Object.entries(nodes)
    .map(([nodeId, node]) => ({ nodeId, node }))
    .filter(({ node }) => node.skipped !== "standing")
    .sort((a, b) => (a.node.startedAt ?? Infinity) - (b.node.startedAt ?? Infinity));
}
