"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { NameDialog } from "@/components/ui/name-dialog";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";
import { SourceMenu } from "./source-menu";

export type SourceSummary = RouterOutputs["source"]["list"][number];

export interface SourceListProps {
  sources: readonly SourceSummary[];
  /** Null: all of them. */
  chosen: string | null;
  onChoose: (id: string | null) => void;
}

export function SourceList({ sources, chosen, onChoose }: SourceListProps) {
  const t = useTranslations("knowledge.source");
  const documents = sources.reduce((sum, source) => sum + source.documents, 0);
  return (
    <div className="min-w-0">
      <ul
        aria-label={t("choose")}
        className="flex flex-col gap-0.5 max-lg:flex-row max-lg:overflow-x-auto"
      >
        <Choice
          label={t("all")}
          count={documents}
          chosen={chosen === null}
          onChoose={() => onChoose(null)}
        />
        {sources.map((source) => (
          <Choice
            key={source.id}
            label={source.name}
            count={source.documents}
            failed={source.failed}
            chosen={chosen === source.id}
            onChoose={() => onChoose(source.id)}
            source={source}
          />
        ))}
      </ul>
      <NewSource onCreated={onChoose} />
    </div>
  );
}

interface ChoiceProps {
  label: string;
  count: number;
  failed?: number;
  chosen: boolean;
  onChoose: () => void;
  source?: SourceSummary;
}

function Choice({ label, count, failed = 0, chosen, onChoose, source }: ChoiceProps) {
  const t = useTranslations("knowledge.source");
  const format = useFormatter();
  return (
    <li
      className={cn(
        "group flex shrink-0 items-center rounded-control pr-0.5 transition-colors hover:bg-raised",
        chosen && "bg-pressed hover:bg-pressed",
      )}
    >
      <button
        type="button"
        aria-pressed={chosen}
        onClick={onChoose}
        className="flex min-h-8 min-w-0 grow items-center gap-2 rounded-control px-2.5 text-left"
      >
        <span
          className={cn("grow truncate max-lg:max-w-48", chosen ? "font-medium" : "text-ink-2")}
          title={label}
        >
          {label}
        </span>
        {failed > 0 && (
          <span
            className="size-2 shrink-0 rounded-full bg-danger"
            title={t("failed", { count: failed })}
          >
            <span className="sr-only">{t("failed", { count: failed })}</span>
          </span>
        )}
        <span
          className="text-xs text-ink-2 tabular-nums"
          aria-label={t("counts", { documents: count })}
        >
          {format.number(count)}
        </span>
      </button>
      {source && chosen && <SourceMenu source={source} />}
    </li>
  );
}

function NewSource({ onCreated }: { onCreated: (id: string) => void }) {
  const t = useTranslations("knowledge.source");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [open, setOpen] = useState(false);
  const create = useMutation(
    trpc.source.create.mutationOptions({
      onSuccess: async ({ id }) => {
        await queryClient.invalidateQueries(trpc.source.list.pathFilter());
        onCreated(id);
        setOpen(false);
      },
    }),
  );
  if (!useCan("knowledge.edit")) return null;
  return (
    <>
      <Button variant="ghost" className="mt-1 px-2.5" onClick={() => setOpen(true)}>
        <Plus aria-hidden className="size-4" />
        {t("new")}
      </Button>
      <NameDialog
        open={open}
        onOpenChange={setOpen}
        title={t("newTitle")}
        description={t("newHelp")}
        submitLabel={common("create")}
        onSubmit={(name) => create.mutate({ workspace, name })}
        busy={create.isPending}
        error={create.error}
      />
    </>
  );
}
