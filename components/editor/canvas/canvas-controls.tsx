"use client";

import { MiniMap, Panel, useReactFlow, useStore } from "@xyflow/react";
import { Map as MapIcon, Maximize, Minus, Plus, WandSparkles } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "@/components/ui/icon-button";
import { useEditor, useEditorSession } from "../editor-context";
import { sizeOf } from "./projection";
import { glideMs } from "./use-view";

/** Zoom, fit, arrange and the small map, in the bottom left corner. */
export function CanvasControls() {
  const t = useTranslations("editor.actions");
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  const readOnly = useEditor((state) => state.readOnly);
  const [map, setMap] = useState(false);
  const percent = useStore((state) => Math.round(state.transform[2] * 100));
  const arrange = useArrange();
  const fit = () => void fitView({ padding: 0.12, maxZoom: 1, duration: glideMs() });
  return (
    <Panel position="bottom-left" className="!m-3 flex flex-col items-start gap-2">
      {map && (
        <MiniMap
          pannable
          zoomable
          ariaLabel={t("map")}
          nodeColor="var(--line-strong)"
          nodeBorderRadius={8}
          className="!static !m-0 overflow-hidden rounded-card border"
        />
      )}
      <div
        role="toolbar"
        aria-label={t("controls")}
        className="flex items-center rounded-card border bg-surface p-1"
      >
        <IconButton size="sm" icon={Minus} label={t("zoomOut")} onClick={() => void zoomOut()} />
        <span className="w-12 text-center text-xs text-ink-2 tabular-nums">{`${percent} %`}</span>
        <IconButton size="sm" icon={Plus} label={t("zoomIn")} onClick={() => void zoomIn()} />
        <span aria-hidden className="mx-1 h-4 w-px bg-line" />
        <IconButton size="sm" icon={Maximize} label={t("fit")} onClick={fit} />
        {!readOnly && (
          <IconButton
            size="sm"
            icon={WandSparkles}
            label={t("arrange")}
            onClick={() => void arrange().then(fit)}
          />
        )}
        <IconButton
          size="sm"
          icon={MapIcon}
          label={t("map")}
          aria-pressed={map}
          className={map ? "bg-raised text-ink" : ""}
          onClick={() => setMap(!map)}
        />
      </div>
    </Panel>
  );
}

/** Lays everything out from left to right, as one step. The library for it is loaded when first used. */
export function useArrange(): () => Promise<void> {
  const { store } = useEditorSession();
  return async () => {
    const { autoLayout } = await import("../state/auto-layout");
    const { graph, sizes, moveNodes } = store.getState();
    moveNodes(
      autoLayout(graph, (id) => sizeOf(sizes, id)),
      null,
    );
  };
}
