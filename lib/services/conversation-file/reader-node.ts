import type { Graph } from "@/lib/graph/document";
import { visitorFiles } from "@/lib/nodes/visitor-files/definition";

const HOUR_MS = 3_600_000;

/** How long files stay that are attached to conversations with this workflow, in ms; null when it reads none. */
export function keepMsOf(graph: Pick<Graph, "nodes">): number | null {
  const hours = graph.nodes
    .filter(({ type }) => type === visitorFiles.type)
    .flatMap(({ params }) => visitorFiles.params.safeParse(params).data?.keepHours ?? []);
  return hours.length === 0 ? null : Math.max(...hours) * HOUR_MS;
}
