import { z } from "zod/mini";
import { graphSchema, type Graph } from "@/lib/graph/document";

const MARK = "groundwork/nodes";
const clipboardSchema = z.object({ kind: z.literal(MARK), graph: graphSchema });

/** A part of a graph as text for the system's clipboard. */
export function toClipboard(part: Graph): string {
  return JSON.stringify({ kind: MARK, graph: part });
}

/** The part of a graph that text from the clipboard holds, or null for any other text. Trusts nothing. */
export function fromClipboard(text: string): Graph | null {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = clipboardSchema.safeParse(data);
  if (!parsed.success) return null;
  const { graph } = parsed.data;
  const ids = new Set(graph.nodes.map((node) => node.id));
  const inside = graph.edges.filter((edge) => ids.has(edge.source) && ids.has(edge.target));
  return ids.size === graph.nodes.length && ids.size > 0 ? { ...graph, edges: inside } : null;
}
