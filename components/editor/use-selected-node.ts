"use client";

import type { GraphNode } from "@/lib/graph/document";
import { useEditor } from "./editor-context";

/** The selected node when it's the only one, else undefined. */
export function useSelectedNode(): GraphNode | undefined {
  return useEditor(({ graph, selectedNodes }) => {
    const [id, another] = selectedNodes;
    if (id === undefined || another !== undefined) return undefined;
    return graph.nodes.find((node) => node.id === id);
  });
}
