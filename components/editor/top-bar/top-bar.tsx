"use client";

import { ArrowLeft, ListTree, MessageCircle, Redo2, Undo2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { Tooltip } from "@/components/ui/tooltip";
import { useEditor, useEditorSession } from "../editor-context";
import { ProblemsMenu } from "./problems-menu";
import { PublishButton } from "./publish-button";
import { SaveState } from "./save-state";
import { WorkflowName } from "./workflow-name";

export function TopBar({ name, canvas }: { name: string; canvas: boolean }) {
  const t = useTranslations("editor");
  const { workspace } = useEditorSession();
  const readOnly = useEditor((state) => state.readOnly);
  return (
    <header className="flex h-12 shrink-0 items-center gap-1.5 border-b bg-surface px-2">
      <Tooltip label={t("back")}>
        <Button asChild variant="ghost" className="w-8 px-0">
          <Link href={`/${workspace}/workflows`} aria-label={t("back")}>
            <ArrowLeft aria-hidden className="size-4" />
          </Link>
        </Button>
      </Tooltip>
      <WorkflowName name={name} />
      {readOnly ? (
        <Tooltip label={t("readOnlyHelp")}>
          <Badge>{t("readOnly")}</Badge>
        </Tooltip>
      ) : (
        <SaveState />
      )}
      <span className="grow" />
      {!readOnly && canvas && <UndoRedo />}
      <ProblemsMenu />
      {canvas && <OutlineToggle />}
      {canvas && <TryItToggle />}
      <PublishButton />
    </header>
  );
}

function UndoRedo() {
  const t = useTranslations("editor");
  const canUndo = useEditor((state) => state.history.past.length > 0);
  const canRedo = useEditor((state) => state.history.future.length > 0);
  const undo = useEditor((state) => state.undo);
  const redo = useEditor((state) => state.redo);
  return (
    <div className="flex max-sm:hidden">
      <IconButton icon={Undo2} label={t("undo")} disabled={!canUndo} onClick={undo} />
      <IconButton icon={Redo2} label={t("redo")} disabled={!canRedo} onClick={redo} />
    </div>
  );
}

function OutlineToggle() {
  const t = useTranslations("editor");
  const outline = useEditor((state) => state.outline);
  const setOutline = useEditor((state) => state.setOutline);
  return (
    <IconButton
      icon={ListTree}
      label={t("outline")}
      aria-pressed={outline}
      className={cn(outline && "bg-raised text-ink")}
      onClick={() => setOutline(!outline)}
    />
  );
}

function TryItToggle() {
  const t = useTranslations("editor.tryIt");
  const open = useEditor((state) => state.tryIt);
  const setTryIt = useEditor((state) => state.setTryIt);
  return (
    <Button
      variant={open ? "secondary" : "primary"}
      aria-expanded={open}
      className="ml-1"
      onClick={() => setTryIt(!open)}
    >
      <MessageCircle aria-hidden className="size-4" />
      {t("open")}
    </Button>
  );
}
