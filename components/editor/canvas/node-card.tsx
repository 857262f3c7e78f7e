"use client";

import type { NodeProps, NodeTypes } from "@xyflow/react";
import { TriangleAlert } from "lucide-react";
import { memo } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import type { GraphNode } from "@/lib/graph/document";
import { useEditor } from "../editor-context";
import { hueOf, NodeTile } from "../node-icon";
import { definitionOf, useNodeTexts } from "../node-texts";
import { useNameLookup } from "../use-names";
import { Ports } from "./ports";
import type { CardNode } from "./projection";
import { RunLine } from "./run-line";

const NodeCard = memo(function NodeCard({ data, selected }: NodeProps<CardNode>) {
  const { node } = data;
  const texts = useNodeTexts();
  const status = useEditor((state) => state.run.nodes[node.id]?.status);
  const notTaken = useEditor((state) => state.run.nodes[node.id]?.skipped === "not-reached");
  return (
    <div
      style={hueOf(definitionOf(node.type)?.category)}
      data-status={status}
      className={cn(
        "w-62 rounded-card border bg-surface text-sm transition-[opacity,box-shadow,border-color]",
        selected ? "border-accent shadow-float" : "border-line-strong hover:border-ink-3",
        status === "running" && "ring-3 ring-accent/35",
        status === "waiting" && "ring-3 ring-refuse/35",
        status === "failed" && "border-danger",
        notTaken && "opacity-45",
      )}
    >
      <div className="flex items-center gap-2.5 px-3 pt-2.5">
        <NodeTile type={node.type} />
        <span className="min-w-0 grow truncate font-semibold">{texts.name(node)}</span>
      </div>
      <Sentence node={node} />
      <ProblemLine node={node} />
      <RunLine nodeId={node.id} />
      <Ports node={node} />
    </div>
  );
});

/** Constant, as React Flow asks for: new objects would mount every node anew. */
export const nodeTypes: NodeTypes = { card: NodeCard };

function Sentence({ node }: { node: GraphNode }) {
  const t = useTranslations("editor.node");
  const texts = useNodeTexts();
  const lookup = useNameLookup();
  const text = definitionOf(node.type) ? texts.summary(node, lookup) : t("unknown");
  return <p className="line-clamp-2 px-3 pt-1.5 pb-2.5 text-xs text-ink-2">{text}</p>;
}

/** The first problem, in words that say what to do; how many more there are. */
function ProblemLine({ node }: { node: GraphNode }) {
  const t = useTranslations("editor.problems");
  const texts = useNodeTexts();
  const first = useEditor((state) => state.problems.find(({ nodeId }) => nodeId === node.id));
  const more = useEditor(
    (state) => state.problems.filter(({ nodeId }) => nodeId === node.id).length - 1,
  );
  const text = useEditor((state) => first && texts.problem(first, state.graph));
  if (!text) return null;
  return (
    <p className="mx-2 mb-2 flex gap-1.5 rounded-control bg-refuse-soft px-2 py-1 text-xs text-refuse-ink">
      <TriangleAlert aria-hidden className="mt-0.75 size-3.5" />
      <span className="line-clamp-3 min-w-0">
        {text} {more > 0 && t("more", { count: more })}
      </span>
    </p>
  );
}
