import type { Graph } from "@/lib/graph/document";
import { model } from "@/lib/nodes/model/definition";
import { visitorFiles } from "@/lib/nodes/visitor-files/definition";

/** Whether a model of the workflow looks at pictures that are attached: they need hold no text then. */
export function looksAtPictures(graph: Pick<Graph, "nodes">): boolean {
  return graph.nodes.some(
    ({ type, params }) => type === model.type && model.params.safeParse(params).data?.pictures,
  );
}

const HOUR_MS = 3_600_000;

/** How long files stay that are attached to conversations with this workflow, in ms; null when it reads none. */
export function keepMsOf(graph: Pick<Graph, "nodes">): number | null {
  const hours = graph.nodes
    .filter(({ type }) => type === visitorFiles.type)
    .flatMap(({ params }) => visitorFiles.params.safeParse(params).data?.keepHours ?? []);
  return hours.length === 0 ? null : Math.max(...hours) * HOUR_MS;
}
