"use client";

import { useEffect, type RefObject } from "react";
import { useTranslations } from "use-intl";
import { useEditorSession } from "../editor-context";
import type { EditorStore } from "../state/editor-store";
import { partOf } from "../state/edit-graph";

const TYPING = "input, textarea, select, [contenteditable=true], [role=dialog], [role=menu]";

/** Keys of the editor. Undo and redo work everywhere but in a text; what acts on the selection, only on the canvas. */
export function useCanvasKeys(frame: RefObject<HTMLElement | null>) {
  const { store } = useEditorSession();
  const t = useTranslations("editor.actions");
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : document.body;
      if (event.defaultPrevented || target.closest(TYPING)) return;
      const onCanvas = target === document.body || frame.current?.contains(target) === true;
      const handled =
        historyKey(event, store) ||
        (onCanvas &&
          selectionKey(event, target, { store, deleted: (count) => t("deleted", { count }) }));
      if (handled) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [frame, store, t]);
}

/** Whether focus or pointer is in something one types into, where the browser's own keys hold. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TYPING) !== null;
}

function historyKey(event: KeyboardEvent, store: EditorStore): boolean {
  if (!event.metaKey && !event.ctrlKey) return false;
  const key = event.key.toLowerCase();
  const { undo, redo } = store.getState();
  if (key === "z" && !event.shiftKey) undo();
  else if (key === "y" || key === "z") redo();
  else return false;
  return true;
}

function selectionKey(
  event: KeyboardEvent,
  target: Element,
  { store, deleted }: { store: EditorStore; deleted: (count: number) => string },
): boolean {
  const state = store.getState();
  const command = event.metaKey || event.ctrlKey;
  switch (event.key.toLowerCase()) {
    case "delete":
    case "backspace": {
      const { selectedNodes: nodes, selectedEdges: edges } = state;
      if (nodes.size + edges.size === 0 || state.readOnly) return false;
      state.removeParts({ nodes, edges });
      state.announce(deleted(nodes.size + edges.size));
      return true;
    }
    case "a":
      if (command) state.selectAll();
      return command;
    case "d":
      if (command && state.selectedNodes.size > 0) {
        state.insertPart(partOf(state.graph, state.selectedNodes));
      }
      return command;
    case "enter": {
      const id = target.closest(".react-flow__node")?.getAttribute("data-id");
      if (id) state.editNode(id);
      return Boolean(id);
    }
    case "escape":
      state.select({});
      return true;
    default:
      return false;
  }
}
