"use client";

import { ArrowLeft } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { useEditor } from "../editor-context";
import { GraphChanges } from "./graph-changes";
import { useVersionGraph, type VersionItem } from "./use-versions";

interface CompareVersionProps {
  version: VersionItem;
  onBack: () => void;
  onRestored: () => void;
}

/** A version beside the draft, and the way back to it. */
export function CompareVersion({ version, onBack, onRestored }: CompareVersionProps) {
  const t = useTranslations("versions");
  const graph = useVersionGraph(version.id);
  const draft = useEditor((state) => state.graph);
  const readOnly = useEditor((state) => state.readOnly);
  const replaceGraph = useEditor((state) => state.replaceGraph);
  const { number } = version;
  return (
    <section className="space-y-4" aria-label={t("compareTitle", { number })}>
      <Button variant="ghost" size="sm" onClick={onBack}>
        <ArrowLeft aria-hidden className="size-4" /> {t("back")}
      </Button>
      <h3 className="font-semibold">{t("compareTitle", { number })}</h3>
      {graph.error && <ErrorNotice error={graph.error} onRetry={() => void graph.refetch()} />}
      {graph.isPending && <Skeleton className="h-40 w-full rounded-card" />}
      {graph.data && (
        <>
          <GraphChanges before={graph.data} after={draft} />
          {!readOnly && (
            <Button
              onClick={() => {
                replaceGraph(graph.data);
                toast(t("restored", { number }));
                onRestored();
              }}
            >
              {t("restore")}
            </Button>
          )}
        </>
      )}
    </section>
  );
}
