"use client";

import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { SearchInput } from "@/components/ui/search-input";
import { useTRPC } from "@/lib/trpc/client";
import { FIRST, isFiltered, STATES, type Arrangement } from "./arrange-documents";
import { FilterMenu } from "./filter-menu";
import type { DocumentsOverview } from "./use-documents";

export interface DocumentFiltersProps {
  sourceId: string | undefined;
  counts: DocumentsOverview["counts"];
  arrangement: Arrangement;
  onChange: (arrangement: Arrangement) => void;
}

/** Search, and a menu for each thing to filter by that the documents have. */
export function DocumentFilters({ sourceId, counts, arrangement, onChange }: DocumentFiltersProps) {
  const t = useTranslations("knowledge");
  const names = useTranslations("documentState");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const { data: facets } = useQuery(trpc.document.facets.queryOptions({ workspace, sourceId }));
  const { states, types, tag, duplicates, reason } = arrangement;
  const change = (part: Partial<Arrangement>) => onChange({ ...arrangement, ...part });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchWhenQuiet value={arrangement.search} onSearch={(search) => change({ search })} />
      <FilterMenu
        label={t("documents.state")}
        options={STATES.flatMap((state) => {
          const count = counts[state];
          return count ? [{ value: state, label: names(state), count }] : [];
        })}
        chosen={states}
        onChange={(next) => change({ states: next, reason: null })}
      />
      {((facets?.types.length ?? 0) > 1 || types.length > 0) && (
        <FilterMenu
          label={t("documents.type")}
          options={(facets?.types ?? []).map(({ value, count }) => ({
            value,
            label: value.toUpperCase() || t("documents.noType"),
            count,
          }))}
          chosen={types}
          onChange={(next) => change({ types: next })}
        />
      )}
      {((facets?.tags.length ?? 0) > 0 || tag !== null) && (
        <FilterMenu
          label={t("documents.tag")}
          options={(facets?.tags ?? []).map(({ value, count }) => ({ value, label: value, count }))}
          chosen={tag === null ? [] : [tag]}
          onChange={(next) => change({ tag: next.at(-1) ?? null })}
        />
      )}
      {((facets?.duplicates ?? 0) > 0 || duplicates) && (
        <Button
          aria-pressed={duplicates}
          onClick={() => change({ duplicates: !duplicates })}
          className={cn(duplicates && "border-accent text-accent-ink")}
        >
          {t("documents.duplicatesCount", { count: facets?.duplicates ?? 0 })}
        </Button>
      )}
      {(isFiltered(arrangement) || reason !== null) && (
        <Button
          variant="ghost"
          onClick={() => {
            const { sort, direction } = arrangement;
            onChange({ ...FIRST, sort, direction });
          }}
        >
          {t("documents.clearFilter")}
        </Button>
      )}
    </div>
  );
}

const QUIET_MS = 200;

/** Searches once one stops typing for a moment: each search is work for the server. */
function SearchWhenQuiet({
  value,
  onSearch,
}: {
  value: string;
  onSearch: (value: string) => void;
}) {
  const t = useTranslations("knowledge.documents");
  const [typed, setTyped] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const type = (next: string) => {
    setTyped(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setTyped(null);
      onSearch(next);
    }, QUIET_MS);
  };
  return (
    <SearchInput
      label={t("filter")}
      value={typed ?? value}
      onValueChange={type}
      className="w-60 max-sm:w-full"
    />
  );
}
