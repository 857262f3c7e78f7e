"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { useEditor } from "./editor-context";
import { useSelectedNode } from "./use-selected-node";

const Inspector = dynamic(async () => (await import("./inspector/inspector")).Inspector, {
  ssr: false,
});
const Outline = dynamic(async () => (await import("./outline/outline")).Outline, { ssr: false });
const TryIt = dynamic(async () => (await import("./try-it/try-it")).TryIt, { ssr: false });

/** Where a canvas has no room: the outline and the chat, one at a time; a node's settings over them. */
export function PhoneEditor() {
  const t = useTranslations("editor");
  const [view, setView] = useState<"outline" | "tryIt">("outline");
  const node = useSelectedNode();
  const closed = useEditor((state) => state.inspectorClosed);
  const tabs = { outline: t("outline"), tryIt: t("tryIt.title") } as const;
  return (
    <div className="flex min-h-0 grow flex-col">
      <div className="flex gap-1 border-b bg-surface px-3 py-1.5">
        {(["outline", "tryIt"] as const).map((one) => (
          <Button
            key={one}
            variant="ghost"
            aria-pressed={view === one}
            className={view === one ? "bg-raised text-ink" : ""}
            onClick={() => setView(one)}
          >
            {tabs[one]}
          </Button>
        ))}
      </div>
      <div className="relative min-h-0 grow">
        {view === "outline" ? <Outline /> : <TryIt wide={false} />}
        {view === "outline" && node && !closed && (
          <div className="absolute inset-0 z-10 bg-surface">
            <Inspector node={node} />
          </div>
        )}
      </div>
    </div>
  );
}
