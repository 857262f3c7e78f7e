"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Dialog } from "@/components/ui/dialog";
import type { MergeConflict } from "@/lib/graph/merge";
import { textOf } from "@/lib/graph/value-text";
import { useEditor, useEditorSession } from "../editor-context";
import { useNodeTexts, type NodeTexts } from "../node-texts";
import { conflictKey, defaultSide, type Choices, type Side } from "../state/conflicts";
import { ChangeList } from "./change-list";

/** For each thing that two people changed: whose stands. Closing it decides nothing. */
export function MergeDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("editor.merge");
  const { autosave } = useEditorSession();
  const conflict = useEditor((state) => state.sync.conflict);
  const graph = useEditor((state) => state.graph);
  const [choices, setChoices] = useState<Choices>(new Map());
  if (!conflict) return null;
  const choose = (key: string, side: Side) => setChoices(new Map([...choices, [key, side]]));
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("title")}
      description={t("description")}
      footer={
        <Button variant="primary" onClick={() => autosave.resolve(choices)}>
          {t("action")}
        </Button>
      }
    >
      <div className="space-y-4">
        {conflict.conflicts.map((one) => (
          <Choice
            key={conflictKey(one)}
            conflict={one}
            side={choices.get(conflictKey(one)) ?? defaultSide(one)}
            onChoose={(side) => choose(conflictKey(one), side)}
          />
        ))}
        <details className="text-sm">
          <summary className="min-h-6 text-ink-2">{t("elsewhere")}</summary>
          <div className="pt-2">
            <ChangeList changes={conflict.changes} before={graph} />
          </div>
        </details>
      </div>
    </Dialog>
  );
}

interface ChoiceProps {
  conflict: MergeConflict;
  side: Side;
  onChoose: (side: Side) => void;
}

function Choice({ conflict, side, onChoose }: ChoiceProps) {
  const words = useConflictWords(conflict);
  return (
    <fieldset className="rounded-card border p-3">
      <legend className="px-1 text-sm font-medium">{words.title}</legend>
      {words.options.length > 0 && (
        <div className="grid gap-2 sm:grid-cols-2">
          {words.options.map((option) => (
            <label
              key={option.side}
              className={cn(
                "flex cursor-pointer gap-2.5 rounded-control border p-2.5 text-sm",
                side === option.side ? "border-accent bg-accent-soft" : "hover:bg-raised",
              )}
            >
              <input
                type="radio"
                name={conflictKey(conflict)}
                checked={side === option.side}
                onChange={() => onChoose(option.side)}
                className="mt-0.5 size-4 accent-accent"
              />
              <span className="min-w-0">
                <span className="block font-medium">{option.label}</span>
                {option.value !== undefined && (
                  <span className="line-clamp-6 break-words whitespace-pre-wrap text-ink-2">
                    {option.value}
                  </span>
                )}
              </span>
            </label>
          ))}
        </div>
      )}
    </fieldset>
  );
}

interface Words {
  title: string;
  options: { side: Side; label: string; value?: string }[];
}

function useConflictWords(conflict: MergeConflict): Words {
  const t = useTranslations("editor.merge");
  const texts = useNodeTexts();
  const graph = useEditor((state) => state.graph);
  const node = (id: string) => graph.nodes.find((known) => known.id === id);
  const name = (id: string) => {
    const found = node(id);
    return found ? texts.name(found) : id;
  };
  switch (conflict.kind) {
    case "edge": {
      const { source, target } = conflict.edge;
      return { title: t("edge", { source: name(source), target: name(target) }), options: [] };
    }
    case "removed": {
      const { removedBy, nodeId } = conflict;
      const keeper: Side = removedBy === "mine" ? "theirs" : "mine";
      const title = removedBy === "mine" ? "removedByMe" : "removedByThem";
      return {
        title: t(title, { node: name(nodeId) }),
        options: [
          { side: keeper, label: t("keepNode") },
          { side: removedBy, label: t("deleteNode") },
        ],
      };
    }
    case "part": {
      const { nodeId, part, mine, theirs } = conflict;
      const value = (of: unknown) => textOf(of) || t("empty");
      return {
        title: t("part", {
          part: partName(part, { type: node(nodeId)?.type ?? "", texts, t }),
          node: name(nodeId),
        }),
        options: [
          { side: "mine", label: t("mine"), value: value(mine) },
          { side: "theirs", label: t("theirs"), value: value(theirs) },
        ],
      };
    }
  }
}

function partName(
  part: string,
  {
    type,
    texts,
    t,
  }: { type: string; texts: NodeTexts; t: ReturnType<typeof useTranslations<"editor.merge">> },
): string {
  if (part === "name" || part === "type" || part === "onError") return t(part);
  const key = part.replace(/^params\./, "");
  return texts.field(type, key, "label") ?? key;
}
