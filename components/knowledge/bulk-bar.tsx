"use client";

import { CircleX, Pause, Play, RotateCw, Tag, Trash2, X, type LucideIcon } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Progress } from "@/components/ui/progress";
import type { Selection } from "./selection";
import { TagsDialog } from "./tags-dialog";
import type { Bulk } from "./use-bulk";

export interface BulkBarProps {
  selected: Selection;
  /** How many fit the filter. */
  total: number;
  bulk: Bulk;
  onSelectAll: () => void;
  onClear: () => void;
}

type Asking = "delete" | "cancel" | "tags";

/** What can be done to all that is selected; stays in view while one scrolls. */
export function BulkBar({ selected, total, bulk, onSelectAll, onClear }: BulkBarProps) {
  const t = useTranslations("knowledge.bulk");
  const [asking, setAsking] = useState<Asking | null>(null);
  const count = selected.size;
  const ids = [...selected];
  return (
    <div
      role="toolbar"
      aria-label={t("label")}
      className="sticky bottom-4 z-20 flex flex-wrap items-center gap-1 rounded-card border bg-surface px-3 py-1.5 shadow-float"
    >
      {bulk.progress ? (
        <Running progress={bulk.progress} onStop={bulk.stop} />
      ) : (
        <>
          <p role="status" className="mr-1 font-medium tabular-nums">
            {t("selected", { count })}
          </p>
          {count < total && (
            <Button variant="link" className="mr-2 min-h-7" onClick={onSelectAll}>
              {t("selectAll", { count: total })}
            </Button>
          )}
          <Action icon={RotateCw} label={t("retry")} onClick={() => void bulk.retry(ids)} />
          <Action icon={Pause} label={t("pause")} onClick={() => void bulk.pause(ids)} />
          <Action icon={Play} label={t("resume")} onClick={() => void bulk.resume(ids)} />
          <Action icon={CircleX} label={t("cancel")} onClick={() => setAsking("cancel")} />
          <Action icon={Tag} label={t("tags")} onClick={() => setAsking("tags")} />
          <Action
            icon={Trash2}
            label={t("delete")}
            className="text-danger-ink hover:bg-danger-soft hover:text-danger-ink"
            onClick={() => setAsking("delete")}
          />
          <IconButton icon={X} label={t("clear")} className="ml-auto" onClick={onClear} />
        </>
      )}
      <BulkQuestions
        asking={asking}
        onClose={() => setAsking(null)}
        count={count}
        onCancel={() => void bulk.cancel(ids)}
        onDelete={() => void bulk.remove(ids).then(onClear)}
        onTag={(change) => void bulk.tag(ids, change)}
      />
    </div>
  );
}

function Running({
  progress,
  onStop,
}: {
  progress: NonNullable<Bulk["progress"]>;
  onStop: () => void;
}) {
  const t = useTranslations("knowledge.bulk");
  const text = t("running", progress);
  return (
    <>
      <p className="text-ink-2 tabular-nums">{text}</p>
      <Progress value={progress} label={text} className="mx-2 w-auto min-w-24 grow" />
      <Button size="sm" onClick={onStop}>
        {t("stop")}
      </Button>
    </>
  );
}

interface ActionProps {
  icon: LucideIcon;
  label: string;
  onClick: () => void;
  className?: string;
}

/** A word beside its sign; on a phone the sign alone. */
function Action({ icon: Icon, label, onClick, className }: ActionProps) {
  return (
    <Button variant="ghost" className={className} aria-label={label} onClick={onClick}>
      <Icon aria-hidden className="size-4" />
      <span className="max-lg:hidden">{label}</span>
    </Button>
  );
}

interface BulkQuestionsProps {
  asking: Asking | null;
  onClose: () => void;
  count: number;
  onCancel: () => void;
  onDelete: () => void;
  onTag: Parameters<typeof TagsDialog>[0]["onSubmit"];
}

function BulkQuestions({ asking, onClose, count, onCancel, onDelete, onTag }: BulkQuestionsProps) {
  const t = useTranslations("knowledge.bulk");
  const closing =
    <T extends unknown[]>(work: (...args: T) => void) =>
    (...args: T) => {
      onClose();
      work(...args);
    };
  return (
    <>
      <ConfirmDialog
        open={asking === "delete"}
        onOpenChange={onClose}
        title={t("deleteTitle", { count })}
        body={<p>{t("deleteBody", { count })}</p>}
        confirmLabel={t("deleteAction", { count })}
        onConfirm={closing(onDelete)}
      />
      <ConfirmDialog
        open={asking === "cancel"}
        onOpenChange={onClose}
        title={t("cancelTitle", { count })}
        body={<p>{t("cancelBody")}</p>}
        confirmLabel={t("cancelAction")}
        onConfirm={closing(onCancel)}
      />
      {asking === "tags" && <TagsDialog of={count} onClose={onClose} onSubmit={closing(onTag)} />}
    </>
  );
}
