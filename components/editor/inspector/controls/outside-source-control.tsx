"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { SourceDocuments } from "@/components/knowledge/source-documents";
import { SyncedStrip } from "@/components/knowledge/synced-strip";
import { useCan } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { useTRPC } from "@/lib/trpc/client";
import { useEditorSession } from "../../editor-context";
import { useSources } from "../../use-names";
import type { ControlProps } from "./control";
import { SourceSelect } from "./source-select";

const PickPart = dynamic(
  async () => (await import("@/components/connections/pick-part")).PickPartInWords,
  { loading: () => null },
);

/** Chooses a part of a connection that is kept in sync, or takes a new one; what came of it right below. */
export function OutsideSourceControl({
  field,
  value,
  disabled,
  onChange,
  type,
}: ControlProps & { type: string }) {
  const t = useTranslations("editor.source");
  const { workspace } = useEditorSession();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const canEdit = useCan("knowledge.edit");
  const all = useSources();
  const [picking, setPicking] = useState(false);
  const sources = all.filter((source) => source.type === type);
  const source = sources.find(({ id }) => id === value);
  const added = async (id: string) => {
    await queries.invalidateQueries({ queryKey: trpc.source.list.queryKey({ workspace }) });
    onChange({ [field.key]: id });
    setPicking(false);
  };
  return (
    <div className="space-y-3">
      {sources.length > 0 && (
        <SourceSelect
          sources={sources}
          value={source?.id ?? null}
          placeholder={t("part.choose")}
          disabled={disabled}
          onChoose={(next) => onChange({ [field.key]: next })}
        />
      )}
      {canEdit && !disabled && (
        <Button className="w-full" onClick={() => setPicking(true)}>
          <Plus aria-hidden className="size-4" />
          {t("part.new")}
        </Button>
      )}
      {typeof value === "string" && !source && all.length > 0 && (
        <p className="text-xs text-danger-ink">{t("part.missing")}</p>
      )}
      {source && canEdit && <SyncedStrip sourceId={source.id} />}
      {source && <SourceDocuments sourceId={source.id} syncing={source.sync?.running === true} />}
      {picking && (
        <PickPart type={type} onClose={() => setPicking(false)} onAdded={(id) => void added(id)} />
      )}
    </div>
  );
}
