"use client";

import { useReactFlow } from "@xyflow/react";
import { useState, type PointerEvent as ReactPointerEvent } from "react";
import type { AnyNodeDefinition } from "@/lib/nodes/_contract/definition";
import { CARD_WIDTH } from "../canvas/projection";
import { useAddNode } from "./use-add-node";

/** Pixels the pointer may wander before a press becomes a drag. */
const SLOP = 5;
/** Where in the new card the pointer lands, in canvas pixels. */
const GRIP = { x: CARD_WIDTH / 2, y: 24 };

export interface PaletteDrag {
  readonly definition: AnyNodeDefinition;
  /** Of the pointer, in the window. */
  readonly x: number;
  readonly y: number;
  readonly overCanvas: boolean;
}

/**
 * Dragging from the palette with mouse, pen or finger. `drag` is what's under the pointer meanwhile; `begin` goes on
 * `pointerdown` of an item. A press without a drag is left to `click`.
 */
export function usePaletteDrag() {
  const [drag, setDrag] = useState<PaletteDrag | null>(null);
  const { screenToFlowPosition } = useReactFlow();
  const addNode = useAddNode();

  const begin = (event: ReactPointerEvent, definition: AnyNodeDefinition) => {
    if (event.button !== 0) return;
    const start = { x: event.clientX, y: event.clientY };
    let dragging = false;
    const move = ({ clientX: x, clientY: y }: PointerEvent) => {
      dragging ||= Math.hypot(x - start.x, y - start.y) > SLOP;
      if (dragging) setDrag({ definition, x, y, overCanvas: isCanvas(x, y) });
    };
    const end = ({ type, clientX: x, clientY: y }: PointerEvent) => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", end);
      window.removeEventListener("pointercancel", end);
      setDrag(null);
      if (type !== "pointerup" || !dragging || !isCanvas(x, y)) return;
      const at = screenToFlowPosition({ x, y });
      addNode(definition, { x: at.x - GRIP.x, y: at.y - GRIP.y });
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end);
    window.addEventListener("pointercancel", end);
  };
  return { drag, begin };
}

function isCanvas(x: number, y: number): boolean {
  return document.elementFromPoint(x, y)?.closest("[data-canvas]") != null;
}
