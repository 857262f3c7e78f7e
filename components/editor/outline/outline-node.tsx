"use client";

import { Settings2, Trash2, TriangleAlert, X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import type { GraphEdge, GraphNode } from "@/lib/graph/document";
import { inputsOf, outputsOf } from "@/lib/graph/node-type";
import { useEditor } from "../editor-context";
import { NodeTile } from "../node-icon";
import { definitionOf, useNodeTexts } from "../node-texts";
import { useNameLookup } from "../use-names";
import { ConnectDialog } from "./connect-dialog";

export function OutlineNode({ node, position }: { node: GraphNode; position: number }) {
  const t = useTranslations("editor.outlineView");
  const texts = useNodeTexts();
  const lookup = useNameLookup();
  const selected = useEditor((state) => state.selectedNodes.has(node.id));
  const readOnly = useEditor((state) => state.readOnly);
  const editNode = useEditor((state) => state.editNode);
  const showNode = useEditor((state) => state.showNode);
  const removeParts = useEditor((state) => state.removeParts);
  const problem = useEditor((state) => {
    const first = state.problems.find(({ nodeId }) => nodeId === node.id);
    return first && texts.problem(first, state.graph);
  });
  const definition = definitionOf(node.type);
  const inputs = definition ? Object.keys(inputsOf(node, definition)) : [];
  const outputs = definition ? Object.keys(outputsOf(node, definition)) : [];
  return (
    <li
      data-outline-node={node.id}
      className={cn("rounded-card border p-2.5", selected && "border-accent")}
    >
      <div className="flex items-center gap-2">
        <NodeTile type={node.type} />
        <button
          type="button"
          onClick={() => showNode(node.id)}
          className="min-w-0 grow truncate rounded-control py-1 text-left text-sm font-semibold hover:underline"
        >
          {t("node", { position, name: texts.name(node) })}
        </button>
        <IconButton
          size="sm"
          icon={Settings2}
          label={t("edit")}
          onClick={() => editNode(node.id)}
        />
        {!readOnly && (
          <IconButton
            size="sm"
            icon={Trash2}
            label={t("delete")}
            onClick={() => removeParts({ nodes: new Set([node.id]), edges: new Set() })}
          />
        )}
      </div>
      <p className="mt-1 text-xs text-ink-2">{texts.summary(node, lookup)}</p>
      {problem && (
        <p className="mt-1.5 flex gap-1.5 text-xs text-refuse-ink">
          <TriangleAlert aria-hidden className="mt-0.75 size-3.5" /> {problem}
        </p>
      )}
      <Wires node={node} side="input" ports={inputs} />
      <Wires node={node} side="output" ports={outputs} />
    </li>
  );
}

interface WiresProps {
  node: GraphNode;
  side: "input" | "output";
  ports: readonly string[];
}

/** Each port with what it's connected to, and a way to connect it. */
function Wires({ node, side, ports }: WiresProps) {
  const t = useTranslations("editor.outlineView");
  const texts = useNodeTexts();
  const edges = useEditor((state) => state.graph.edges);
  const readOnly = useEditor((state) => state.readOnly);
  const [connecting, setConnecting] = useState<string | null>(null);
  if (ports.length === 0) return null;
  return (
    <ul className="mt-2 space-y-1 border-t pt-2 text-xs">
      {ports.map((port) => {
        const wires = edges.filter((edge) => endsAt(edge, { node: node.id, port, side }));
        const label = texts.port(node, port);
        return (
          <li key={port} className="flex flex-wrap items-center gap-1.5">
            <span className="text-ink-2">{t(side, { port: label })}</span>
            {wires.map((edge) => (
              <Wire key={edge.id} edge={edge} side={side} readOnly={readOnly} />
            ))}
            {wires.length === 0 && <span className="text-ink-3">{t("nothing")}</span>}
            {!readOnly && (
              <Button
                size="sm"
                variant="ghost"
                aria-label={t("connectTitle", { port: label, node: texts.name(node) })}
                className="h-6 px-1.5"
                onClick={() => setConnecting(port)}
              >
                {t("connect")}
              </Button>
            )}
          </li>
        );
      })}
      {connecting !== null && (
        <ConnectDialog
          node={node}
          side={side}
          port={connecting}
          onClose={() => setConnecting(null)}
        />
      )}
    </ul>
  );
}

function Wire({
  edge,
  side,
  readOnly,
}: {
  edge: GraphEdge;
  side: "input" | "output";
  readOnly: boolean;
}) {
  const t = useTranslations("editor.outlineView");
  const texts = useNodeTexts();
  const removeParts = useEditor((state) => state.removeParts);
  const other = useEditor((state) =>
    state.graph.nodes.find(({ id }) => id === (side === "input" ? edge.source : edge.target)),
  );
  const name = other ? texts.name(other) : "";
  return (
    <span className="inline-flex items-center rounded-full bg-raised pl-2">
      {name}
      {readOnly ? (
        <span className="w-2" />
      ) : (
        <button
          type="button"
          aria-label={t("disconnect", { name })}
          onClick={() => removeParts({ nodes: new Set(), edges: new Set([edge.id]) })}
          className="flex size-6 items-center justify-center rounded-full hover:text-danger-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </span>
  );
}

function endsAt(
  edge: GraphEdge,
  { node, port, side }: { node: string; port: string; side: "input" | "output" },
): boolean {
  return side === "input"
    ? edge.target === node && edge.targetPort === port
    : edge.source === node && edge.sourcePort === port;
}
