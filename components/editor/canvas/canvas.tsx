"use client";

import {
  Background,
  BackgroundVariant,
  ReactFlow,
  type EdgeChange,
  type IsValidConnection,
  type OnConnect,
  type OnConnectEnd,
} from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import dynamic from "next/dynamic";
import { useCallback, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { toast } from "@/components/ui/toast";
import { checkConnection } from "@/lib/graph/connections";
import type { GraphEdge } from "@/lib/graph/document";
import { nodeCatalog } from "@/lib/nodes/catalog";
import { useEditor, useEditorSession } from "../editor-context";
import { useNodeTexts } from "../node-texts";
import { CanvasControls } from "./canvas-controls";
import "./canvas.css";
import { ConnectionHint, whyRefused } from "./connection-hint";
import { edgeTypes } from "./edges";
import { nodeTypes } from "./node-card";
import { Projection, type WireEdge } from "./projection";
import { useCanvasClipboard } from "./use-canvas-clipboard";
import { useCanvasKeys } from "./use-canvas-keys";
import { useNodeChanges } from "./use-node-changes";
import { useKeepInView, useShowRequests } from "./use-view";

// Most canvases are not empty.
const EmptyCanvas = dynamic(async () => (await import("./empty-canvas")).EmptyCanvas, {
  ssr: false,
});

const FIT = { padding: 0.12, maxZoom: 1 };

/** The drawing board: a projection of the document; what is done on it becomes named actions of the store. */
export function Canvas() {
  const t = useTranslations("editor");
  const frame = useRef<HTMLDivElement>(null);
  const { store } = useEditorSession();
  const readOnly = useEditor((state) => state.readOnly);
  const isEmpty = useEditor((state) => state.graph.nodes.length === 0);
  const [openedEmpty] = useState(isEmpty);
  const { nodes, edges } = useProjection();
  const { onNodesChange, onNodeDragStart, onNodeDragStop } = useNodeChanges();
  const connecting = useConnecting();
  const onEdgesChange = useCallback(
    (changes: EdgeChange<WireEdge>[]) => {
      const { selectedNodes, selectedEdges, select } = store.getState();
      const edges = new Set(selectedEdges);
      for (const change of changes) {
        if (change.type !== "select") continue;
        if (change.selected) edges.add(change.id);
        else edges.delete(change.id);
      }
      select({ nodes: selectedNodes, edges });
    },
    [store],
  );
  useShowRequests();
  useKeepInView(frame);
  useCanvasKeys(frame);
  useCanvasClipboard(frame);
  return (
    <section
      ref={frame}
      aria-label={t("canvas")}
      data-canvas
      className="editor-canvas relative h-full min-w-0 grow overflow-hidden"
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onNodeDragStart={onNodeDragStart}
        onNodeDragStop={onNodeDragStop}
        onSelectionDragStart={onNodeDragStart}
        onSelectionDragStop={onNodeDragStop}
        nodesDraggable={!readOnly}
        nodesConnectable={!readOnly}
        {...connecting}
        connectionRadius={24}
        deleteKeyCode={null}
        panOnScroll
        minZoom={0.1}
        maxZoom={2}
        // Only once, and not when the first node is dropped on an empty canvas.
        fitView={!openedEmpty}
        fitViewOptions={FIT}
      >
        <Background variant={BackgroundVariant.Dots} gap={22} size={2} color="var(--canvas-dot)" />
        <ConnectionHint />
        <CanvasControls />
      </ReactFlow>
      {isEmpty && <EmptyCanvas />}
    </section>
  );
}

function useProjection() {
  const t = useTranslations("editor.edge");
  const [projection] = useState(() => new Projection());
  const graph = useEditor((state) => state.graph);
  const selectedNodes = useEditor((state) => state.selectedNodes);
  const selectedEdges = useEditor((state) => state.selectedEdges);
  const sizes = useEditor((state) => state.sizes);
  const nodes = useMemo(
    () => projection.nodesOf(graph, selectedNodes, sizes),
    [projection, graph, selectedNodes, sizes],
  );
  const edges = useMemo(() => {
    const name = (id: string) => graph.nodes.find((node) => node.id === id)?.name ?? id;
    const label = ({ source, target }: GraphEdge) =>
      t("label", { source: name(source), target: name(target) });
    return projection.edgesOf(graph, selectedEdges, label);
  }, [projection, graph, selectedEdges, t]);
  return { nodes, edges };
}

/** Drawing a connection: allowed or not while dragging, drawn on release, and why not when refused. */
function useConnecting() {
  const t = useTranslations("editor.actions");
  const texts = useNodeTexts();
  const { store } = useEditorSession();
  const isValidConnection = useCallback<IsValidConnection<WireEdge>>(
    (drawn) => checkConnection(store.getState().graph, nodeCatalog, connectionOf(drawn)).ok,
    [store],
  );
  const onConnect = useCallback<OnConnect>(
    (drawn) => {
      const { connect, announce, graph } = store.getState();
      connect(connectionOf(drawn));
      const name = (id: string) => graph.nodes.find((node) => node.id === id)?.name ?? id;
      announce(t("connected", { source: name(drawn.source), target: name(drawn.target) }));
    },
    [store, t],
  );
  const onConnectEnd = useCallback<OnConnectEnd>(
    (_event, drawn) => {
      if (drawn.isValid !== false) return;
      const reason = whyRefused(drawn, store.getState().graph, texts);
      if (reason !== null) toast(reason, { id: "refused-connection" });
    },
    [store, texts],
  );
  return { isValidConnection, onConnect, onConnectEnd };
}

function connectionOf(drawn: Parameters<IsValidConnection<WireEdge>>[0]) {
  const { source, target, sourceHandle, targetHandle } = drawn;
  return { source, target, sourcePort: sourceHandle ?? "", targetPort: targetHandle ?? "" };
}
