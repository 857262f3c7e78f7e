"use client";

import { useReactFlow } from "@xyflow/react";
import { PanelLeftClose, PanelLeftOpen, Search } from "lucide-react";
import { useState } from "react";
import { createPortal } from "react-dom";
import { useTranslations } from "use-intl";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { NODE_CATEGORIES, type AnyNodeDefinition } from "@/lib/nodes/_contract/definition";
import { nodeCatalog } from "@/lib/nodes/catalog";
import { CARD_WIDTH } from "../canvas/projection";
import { NodeTile } from "../node-icon";
import { useNodeTexts, type NodeTexts } from "../node-texts";
import { useAddNode } from "./use-add-node";
import { usePaletteDrag, type PaletteDrag } from "./use-palette-drag";

const definitions: readonly AnyNodeDefinition[] = Object.values(nodeCatalog);

/** Every type of node by category: drag one onto the canvas, or press Enter to put it into its middle. */
export function Palette() {
  const t = useTranslations("editor.palette");
  const [folded, setFolded] = useState(false);
  if (folded) {
    return (
      <div className="border-r bg-surface p-1.5">
        <IconButton
          icon={PanelLeftOpen}
          label={t("open")}
          tooltipSide="right"
          onClick={() => setFolded(false)}
        />
      </div>
    );
  }
  return <OpenPalette onFold={() => setFolded(true)} />;
}

function OpenPalette({ onFold }: { onFold: () => void }) {
  const t = useTranslations("editor.palette");
  const texts = useNodeTexts();
  const [search, setSearch] = useState("");
  const { drag, begin } = usePaletteDrag();
  const addInTheMiddle = useAddInTheMiddle();
  const groups = grouped(search, texts);
  return (
    <section
      aria-label={t("title")}
      className="flex w-56 shrink-0 flex-col border-r bg-surface max-lg:w-52"
    >
      <header className="flex items-center justify-between gap-2 px-3 pt-2.5">
        <h2 className="text-sm font-semibold">{t("title")}</h2>
        <IconButton size="sm" icon={PanelLeftClose} label={t("close")} onClick={onFold} />
      </header>
      <div className="relative px-3 pt-2 pb-1">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-4 left-5.5 size-4 text-ink-3"
        />
        <Input
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          placeholder={t("search")}
          aria-label={t("search")}
          className="pl-8"
        />
      </div>
      <div className="grow overflow-y-auto px-2 pb-3">
        {groups.map(({ category, items }) => (
          <div key={category} className="pt-2">
            <h3 className="px-2 py-1 text-xs text-ink-3">{texts.category(category)}</h3>
            <ul>
              {items.map((definition) => (
                <li key={definition.type}>
                  <button
                    type="button"
                    data-palette-item={definition.type}
                    title={texts.description(definition.type)}
                    onPointerDown={(event) => begin(event, definition)}
                    onClick={() => addInTheMiddle(definition)}
                    className="flex w-full cursor-grab touch-none items-center gap-2.5 rounded-control px-2 py-1 text-left text-sm hover:bg-raised active:cursor-grabbing"
                  >
                    <NodeTile type={definition.type} />
                    <span className="min-w-0 truncate">{texts.label(definition.type)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </div>
        ))}
        {groups.length === 0 && <p className="px-2 pt-3 text-sm text-ink-2">{t("empty")}</p>}
      </div>
      <p className="border-t px-4 py-2.5 text-xs text-ink-3">{t("help")}</p>
      {drag && <Ghost drag={drag} label={texts.label(drag.definition.type)} />}
    </section>
  );
}

function Ghost({ drag, label }: { drag: PaletteDrag; label: string }) {
  return createPortal(
    <div
      aria-hidden
      style={{ left: drag.x - CARD_WIDTH / 2, top: drag.y - 24, width: CARD_WIDTH }}
      className={`pointer-events-none fixed z-60 flex items-center gap-2.5 rounded-card border bg-surface px-3 py-2.5 text-sm font-semibold shadow-float ${drag.overCanvas ? "border-accent" : "opacity-70"}`}
    >
      <NodeTile type={drag.definition.type} />
      {label}
    </div>,
    document.body,
  );
}

function useAddInTheMiddle() {
  const { screenToFlowPosition } = useReactFlow();
  const addNode = useAddNode();
  return (definition: AnyNodeDefinition) => {
    const canvas = document.querySelector("[data-canvas]")?.getBoundingClientRect();
    const middle = canvas
      ? { x: canvas.left + canvas.width / 2, y: canvas.top + canvas.height / 2 }
      : { x: 0, y: 0 };
    const at = screenToFlowPosition(middle);
    addNode(definition, { x: at.x - CARD_WIDTH / 2, y: at.y - 60 });
  };
}

function grouped(search: string, texts: NodeTexts) {
  const wanted = search.trim().toLowerCase();
  const found = definitions.filter(({ type }) =>
    `${texts.label(type)} ${texts.description(type)}`.toLowerCase().includes(wanted),
  );
  return NODE_CATEGORIES.map((category) => ({
    category,
    items: found.filter((definition) => definition.category === category),
  })).filter(({ items }) => items.length > 0);
}
