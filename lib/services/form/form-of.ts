import type { Graph } from "@/lib/graph/document";
import type { Form } from "@/lib/graph/form";
import { chatInput } from "@/lib/nodes/chat-input/definition";
import { formInput } from "@/lib/nodes/form-input/definition";

/** The form that a workflow takes, of its first Form input; null when it takes none. */
export function formOf(graph: Pick<Graph, "nodes">): Form | null {
  const node = graph.nodes.find(({ type }) => type === formInput.type);
  return node ? (formInput.params.safeParse(node.params).data ?? null) : null;
}

/** Whether a workflow takes questions of a chat. */
export function takesQuestions(graph: Pick<Graph, "nodes">): boolean {
  return graph.nodes.some(({ type }) => type === chatInput.type);
}
