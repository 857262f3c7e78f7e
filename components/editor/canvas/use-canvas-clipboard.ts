"use client";

import { useReactFlow } from "@xyflow/react";
import { useEffect, type RefObject } from "react";
import { useTranslations } from "use-intl";
import { useEditorSession } from "../editor-context";
import { fromClipboard, toClipboard } from "../state/clipboard";
import { partOf, topLeft, type Point } from "../state/edit-graph";
import { isTyping } from "./use-canvas-keys";

/** Copy, cut and paste of nodes through the system's clipboard, also from one workflow to another. */
export function useCanvasClipboard(frame: RefObject<HTMLElement | null>) {
  const { store } = useEditorSession();
  const t = useTranslations("editor.actions");
  const { screenToFlowPosition } = useReactFlow();
  useEffect(() => {
    let pointer: Point | null = null;
    const onMove = (event: PointerEvent) => {
      const over = event.target instanceof Node && frame.current?.contains(event.target) === true;
      pointer = over ? { x: event.clientX, y: event.clientY } : null;
    };
    const onCopy = (event: ClipboardEvent) => {
      const { graph, selectedNodes, removeParts, announce } = store.getState();
      const textSelected = window.getSelection()?.isCollapsed === false;
      if (isTyping(event.target) || textSelected || selectedNodes.size === 0) return;
      event.clipboardData?.setData("text/plain", toClipboard(partOf(graph, selectedNodes)));
      event.preventDefault();
      if (event.type === "cut") removeParts({ nodes: selectedNodes, edges: new Set() });
      announce(t("copied", { count: selectedNodes.size }));
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isTyping(event.target)) return;
      const part = fromClipboard(event.clipboardData?.getData("text/plain") ?? "");
      if (part === null) return;
      event.preventDefault();
      const { insertPart, announce, graph } = store.getState();
      // Beside the originals when they are here; else where the pointer is, or where they were.
      const known = part.nodes.every((node) => graph.nodes.some(({ id }) => id === node.id));
      const at = pointer ? screenToFlowPosition(pointer) : topLeft(part.nodes);
      insertPart(part, known ? undefined : at);
      announce(t("pasted", { count: part.nodes.length }));
    };
    window.addEventListener("pointermove", onMove);
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCopy);
    document.addEventListener("paste", onPaste);
    return () => {
      window.removeEventListener("pointermove", onMove);
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCopy);
      document.removeEventListener("paste", onPaste);
    };
  }, [frame, store, t, screenToFlowPosition]);
}
