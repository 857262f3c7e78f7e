"use client";

import { useReactFlow } from "@xyflow/react";
import { useEffect, type RefObject } from "react";
import { useEditor, useEditorSession } from "../editor-context";
import { sizeOf } from "./projection";

const GLIDE_MS = 180;
const READABLE_ZOOM = 0.8;
const MARGIN = 24;

/** Milliseconds a movement of the view takes; none for those who asked their system for less motion. */
export function glideMs(): number {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : GLIDE_MS;
}

/** Centres the node that somebody asked to see. */
export function useShowRequests() {
  const { store } = useEditorSession();
  const flow = useReactFlow();
  const request = useEditor((state) => state.showRequest);
  useEffect(() => {
    if (request === null) return;
    const { graph, sizes } = store.getState();
    const node = graph.nodes.find(({ id }) => id === request.nodeId);
    if (!node) return;
    const { width, height } = sizeOf(sizes, node.id);
    const zoom = Math.max(flow.getZoom(), READABLE_ZOOM);
    const { x, y } = node.position;
    void flow.setCenter(x + width / 2, y + height / 2, { zoom, duration: glideMs() });
  }, [request, store, flow]);
}

/** When the inspector takes room from the canvas, moves the one selected node out from under its edge. */
export function useKeepInView(frame: RefObject<HTMLDivElement | null>) {
  const { store } = useEditorSession();
  const flow = useReactFlow();
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    let width = element.clientWidth;
    const observer = new ResizeObserver(() => {
      const shrunk = element.clientWidth < width;
      width = element.clientWidth;
      const { graph, sizes, selectedNodes } = store.getState();
      const [id, another] = selectedNodes;
      const node = graph.nodes.find((candidate) => candidate.id === id);
      if (!shrunk || another !== undefined || !node) return;
      const { x, y, zoom } = flow.getViewport();
      const right = (node.position.x + sizeOf(sizes, node.id).width) * zoom + x;
      const over = right + MARGIN - width;
      if (over > 0) void flow.setViewport({ x: x - over, y, zoom }, { duration: glideMs() });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame, store, flow]);
}
