"use client";

import { useTranslations } from "use-intl";
import type { GraphChange } from "@/lib/graph/diff";
import type { Graph } from "@/lib/graph/document";
import { textOf } from "@/lib/graph/value-text";
import { useEditor } from "../editor-context";
import { useNodeTexts } from "../node-texts";

/** What was changed elsewhere, a line each. `before` knows the names of what is gone now. */
export function ChangeList({
  changes,
  before,
}: {
  changes: readonly GraphChange[];
  before: Graph;
}) {
  const graph = useEditor((state) => state.graph);
  const describe = useDescribeChange(before, graph);
  const lines = [...new Set(changes.map(describe))];
  return (
    <ul className="list-disc space-y-1 pl-4 text-sm text-ink-2">
      {lines.map((line) => (
        <li key={line} className="break-words">
          {line}
        </li>
      ))}
    </ul>
  );
}

/** A change in one line. `before` knows the names of what is gone in `graph`. */
export function useDescribeChange(before: Graph, graph: Graph): (change: GraphChange) => string {
  const t = useTranslations("editor.change");
  const texts = useNodeTexts();
  const node = (id: string) =>
    graph.nodes.find((known) => known.id === id) ?? before.nodes.find((known) => known.id === id);
  const name = (id: string) => {
    const found = node(id);
    return found ? texts.name(found) : id;
  };
  return (change) => {
    switch (change.kind) {
      case "node-added":
        return t("nodeAdded", { node: texts.name(change.node) });
      case "node-removed":
        return t("nodeRemoved", { node: texts.name(change.node) });
      case "edge-added":
        return t("edgeAdded", ends(change.edge, name));
      case "edge-removed":
        return t("edgeRemoved", ends(change.edge, name));
      case "node-changed": {
        const { nodeId, part, from, to } = change;
        if (part === "position") return t("nodeMoved", { node: name(nodeId) });
        if (part === "name") return t("nodeRenamed", { from: textOf(from), to: textOf(to) });
        const key = part.replace(/^params\./, "");
        const field = texts.field(node(nodeId)?.type ?? "", key, "label");
        return field === undefined
          ? t("nodeChanged", { node: name(nodeId) })
          : t("paramChanged", { node: name(nodeId), field });
      }
    }
  };
}

function ends(edge: { source: string; target: string }, name: (id: string) => string) {
  return { source: name(edge.source), target: name(edge.target) };
}
