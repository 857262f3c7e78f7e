"use client";

import { Plus, X } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { Graph, GraphNode } from "@/lib/graph/document";
import { planGraph } from "@/lib/graph/plan";
import type { AnyNodeDefinition } from "@/lib/nodes/_contract/definition";
import { nodeCatalog } from "@/lib/nodes/catalog";
import { useEditor, useEditorSession } from "../editor-context";
import { useNodeTexts } from "../node-texts";
import { useAddNode } from "../palette/use-add-node";
import { OutlineNode } from "./outline-node";

const definitions: readonly AnyNodeDefinition[] = Object.values(nodeCatalog);
/** Where a node added without a canvas goes: right of all others, on their line. */
const GAP = 320;

/** The workflow as a list in running order: everything the canvas does, by keyboard and for screen readers. */
export function Outline({ onClose }: { onClose?: () => void }) {
  const t = useTranslations("editor.outlineView");
  const graph = useEditor((state) => state.graph);
  const nodes = useMemo(() => inRunningOrder(graph), [graph]);
  return (
    <section
      aria-label={t("title")}
      className="flex h-full w-80 shrink-0 flex-col border-r bg-surface max-md:w-full max-md:border-r-0"
    >
      <header className="flex items-start justify-between gap-2 px-4 pt-2.5 pb-2">
        <div>
          <h2 className="text-sm font-semibold">{t("title")}</h2>
          <p className="text-xs text-ink-2">{t("intro")}</p>
        </div>
        {onClose && (
          <IconButton size="sm" icon={X} label={t("close")} className="-mr-1" onClick={onClose} />
        )}
      </header>
      <ol className="grow space-y-2 overflow-y-auto px-3 pb-3">
        {nodes.map((node, index) => (
          <OutlineNode key={node.id} node={node} position={index + 1} />
        ))}
        {nodes.length === 0 && <li className="px-1 text-sm text-ink-2">{t("empty")}</li>}
      </ol>
      <AddMenu />
    </section>
  );
}

function AddMenu() {
  const t = useTranslations("editor.outlineView");
  const texts = useNodeTexts();
  const { store } = useEditorSession();
  const readOnly = useEditor((state) => state.readOnly);
  const addNode = useAddNode();
  if (readOnly) return null;
  const add = (definition: AnyNodeDefinition) => {
    const { nodes } = store.getState().graph;
    const right = Math.max(...nodes.map(({ position }) => position.x), -GAP) + GAP;
    const id = addNode(definition, { x: right, y: nodes.at(-1)?.position.y ?? 0 });
    store.getState().showNode(id);
  };
  const trigger = (
    <Button>
      <Plus aria-hidden className="size-4" /> {t("add")}
    </Button>
  );
  return (
    <footer className="border-t p-3">
      <Menu trigger={trigger} side="top">
        {definitions.map((definition) => (
          <MenuItem key={definition.type} onSelect={() => add(definition)}>
            {texts.label(definition.type)}
          </MenuItem>
        ))}
      </Menu>
    </footer>
  );
}

/** What keeps a store in sync comes before that store, although it has no part in a run. */
function inRunningOrder(graph: Graph): GraphNode[] {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  return planGraph(graph, nodeCatalog).order.flatMap((id) => byId.get(id) ?? []);
}
