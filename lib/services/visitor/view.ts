import type { Graph } from "@/lib/graph/document";
import type { RunEvent } from "@/lib/graph/run-events";
import { model } from "@/lib/nodes/model/definition";
import { vectorStore } from "@/lib/nodes/vector-store/definition";
import { visitorFiles } from "@/lib/nodes/visitor-files/definition";
import type { VisitorEvent } from "@/lib/publication/protocol";
import { answerOf } from "./answer";
import { problemOfRun } from "./problem";

const WORKING: Readonly<Record<string, "searching" | "reading-files" | "answering">> = {
  [vectorStore.type]: "searching",
  [visitorFiles.type]: "reading-files",
  [model.type]: "answering",
};

/**
 * Turns the events of a run into what a visitor may see, at most one for each; it has to be given all of them, in order.
 * The words of a model that only prepares another one are not shown.
 */
export function createVisitorView(graph: Graph): (event: RunEvent) => VisitorEvent | null {
  const types = new Map(graph.nodes.map(({ id, type }) => [id, type]));
  const hidden = preparing(graph, types);
  let words = false;

  return (event) => {
    switch (event.type) {
      case "run.started":
        return { type: "started", runId: event.runId };
      case "node.started": {
        const on = WORKING[types.get(event.nodeId) ?? ""];
        if (on === undefined || hidden.has(event.nodeId)) return null;
        if (on !== "answering" || !words) return { type: "working", on };
        words = false;
        return { type: "restart" };
      }
      case "token":
        if (hidden.has(event.nodeId)) return null;
        words = true;
        return { type: "words", text: event.text };
      case "run.finished":
        return { type: "answered", answer: answerOf(event.output) };
      case "run.failed":
        return { type: "failed", problem: problemOfRun(event.error) };
      case "run.cancelled":
        return { type: "stopped" };
      default:
        return null;
    }
  };
}

/** The models behind which another one stands. */
function preparing(graph: Graph, types: ReadonlyMap<string, string>): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = graph.nodes.filter(({ type }) => type === model.type).map(({ id }) => id);
  const seen = new Set<string>();
  for (const id of walk) {
    for (const { source, target } of graph.edges) {
      if (target !== id || seen.has(source)) continue;
      seen.add(source);
      if (types.get(source) === model.type) found.add(source);
      walk.push(source);
    }
  }
  return found;
}
