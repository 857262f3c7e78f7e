"use client";

import type { NodeChange, XYPosition } from "@xyflow/react";
import { useCallback, useRef } from "react";
import { useEditorSession } from "../editor-context";
import type { Size } from "../state/auto-layout";
import type { Gesture } from "../state/history";
import type { CardNode } from "./projection";

/** Pressing an arrow key again within this is still the same move. */
const NUDGE_PAUSE_MS = 800;

/**
 * Takes what React Flow reports: positions go into the document, sizes and selection into the view. A drag is one
 * step of the history, however long it takes.
 */
export function useNodeChanges() {
  const { store } = useEditorSession();
  const drags = useRef(0);
  const drag = useRef<Gesture | null>(null);

  const onNodesChange = useCallback(
    (changes: NodeChange<CardNode>[]) => {
      const { moveNodes, measure, select, selectedNodes, selectedEdges } = store.getState();
      const { positions, sizes, selection } = sorted(changes);
      if (sizes.size > 0) measure(sizes);
      if (positions.size > 0) {
        const nudge = { key: `nudge ${[...positions.keys()].join(" ")}`, within: NUDGE_PAUSE_MS };
        moveNodes(positions, drag.current ?? nudge);
      }
      if (selection.size > 0) {
        const nodes = new Set(selectedNodes);
        for (const [id, selected] of selection) {
          if (selected) nodes.add(id);
          else nodes.delete(id);
        }
        select({ nodes, edges: selectedEdges });
      }
    },
    [store],
  );
  const onNodeDragStart = useCallback(() => {
    drags.current += 1;
    drag.current = { key: `drag ${drags.current}`, within: Infinity };
  }, []);
  const onNodeDragStop = useCallback(() => {
    drag.current = null;
    store.getState().endGesture();
  }, [store]);
  return { onNodesChange, onNodeDragStart, onNodeDragStop };
}

function sorted(changes: readonly NodeChange<CardNode>[]) {
  const positions = new Map<string, XYPosition>();
  const sizes = new Map<string, Size>();
  const selection = new Map<string, boolean>();
  for (const change of changes) {
    if (change.type === "position" && change.position) positions.set(change.id, change.position);
    if (change.type === "dimensions" && change.dimensions) sizes.set(change.id, change.dimensions);
    if (change.type === "select") selection.set(change.id, change.selected);
  }
  return { positions, sizes, selection };
}
