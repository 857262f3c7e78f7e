"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import { useErrorToast } from "@/components/ui/use-error-toast";
import { useTRPC, useTRPCClient } from "@/lib/trpc/client";
import type { Arrangement, DocumentStateName, DocumentSummary } from "./arrange-documents";

const STATES: readonly DocumentStateName[] = [
  "ready",
  "indexing",
  "reading",
  "queued",
  "waiting",
  "paused",
  "stored",
  "skipped",
  "failed",
];
const ANY = "any";

export interface DocumentFiltersProps {
  documents: readonly DocumentSummary[];
  /** How many fit the filter. */
  shown: number;
  arrangement: Arrangement;
  onChange: (arrangement: Arrangement) => void;
}

export function DocumentFilters({ documents, shown, arrangement, onChange }: DocumentFiltersProps) {
  const t = useTranslations("knowledge");
  const failed = documents.filter(({ state }) => state === "failed");
  const setState = (value: string) =>
    onChange({ ...arrangement, state: STATES.find((state) => state === value) ?? null });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchInput
        label={t("documents.filter")}
        value={arrangement.text}
        onValueChange={(text) => onChange({ ...arrangement, text })}
        className="w-60 max-sm:w-full"
      />
      <Select
        aria-label={t("documents.state")}
        value={arrangement.state ?? ANY}
        onValueChange={setState}
        className="w-36"
        options={[
          { value: ANY, label: t("documents.anyState") },
          ...STATES.map((state) => ({ value: state, label: t(`state.${state}`) })),
        ]}
      />
      {failed.length > 1 && <RetryAll failed={failed} />}
      <p role="status" className="ml-auto text-xs text-ink-2 tabular-nums">
        {t("documents.count", { shown, total: documents.length })}
      </p>
    </div>
  );
}

function RetryAll({ failed }: { failed: readonly DocumentSummary[] }) {
  const t = useTranslations("knowledge.documents");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const retry = useMutation({
    mutationFn: () => client.document.retry.mutate({ workspace, ids: failed.map(({ id }) => id) }),
    onError: useErrorToast(),
    onSettled: () => queryClient.invalidateQueries(trpc.document.list.pathFilter()),
  });
  if (!useCan("knowledge.edit")) return null;
  return (
    <Button busy={retry.isPending} onClick={() => retry.mutate()}>
      <RotateCw aria-hidden className="size-4" />
      {t("retryAll")}
    </Button>
  );
}
