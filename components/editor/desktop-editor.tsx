"use client";

import { ReactFlowProvider } from "@xyflow/react";
import dynamic from "next/dynamic";
import { Canvas } from "./canvas/canvas";
import { useEditor } from "./editor-context";
import { Palette } from "./palette/palette";
import { useSelectedNode } from "./use-selected-node";

const Inspector = dynamic(async () => (await import("./inspector/inspector")).Inspector, {
  ssr: false,
});
const Outline = dynamic(async () => (await import("./outline/outline")).Outline, { ssr: false });
const TryIt = dynamic(async () => (await import("./try-it/try-it")).TryIt, { ssr: false });

/** Canvas with palette, inspector, outline and chat around it. */
export function DesktopEditor() {
  const outline = useEditor((state) => state.outline);
  const setOutline = useEditor((state) => state.setOutline);
  const readOnly = useEditor((state) => state.readOnly);
  const closed = useEditor((state) => state.inspectorClosed);
  const node = useSelectedNode();
  return (
    <ReactFlowProvider>
      <div className="flex min-h-0 grow">
        {outline ? <Outline onClose={() => setOutline(false)} /> : !readOnly && <Palette />}
        <div className="relative min-w-0 grow">
          <Canvas />
          <DockedChat />
        </div>
        {node && !closed && <Inspector node={node} />}
      </div>
    </ReactFlowProvider>
  );
}

/** In the corner of the canvas, above it. */
function DockedChat() {
  const open = useEditor((state) => state.tryIt);
  const setTryIt = useEditor((state) => state.setTryIt);
  if (!open) return null;
  return (
    <div className="absolute right-3 bottom-3 z-20 h-[min(42rem,calc(100%-1.5rem))] w-fit max-w-[calc(100%-1.5rem)] animate-in overflow-hidden rounded-panel border shadow-float duration-150 fade-in slide-in-from-bottom-2">
      <TryIt wide onClose={() => setTryIt(false)} />
    </div>
  );
}
