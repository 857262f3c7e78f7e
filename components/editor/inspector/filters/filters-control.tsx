"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { filterDraftSchema, MAX_FILTERS, type FilterDraft } from "@/lib/graph/document-filters";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";
import { useEditorSession } from "../../editor-context";
import type { FieldOf, GroupProps } from "../controls/control";
import { FilterRow } from "./filter-row";

export type FilterValues = RouterOutputs["store"]["filterValues"];

/** Which documents may be found: conditions over what is known of them, picked from what there is. */
export function FiltersControl({
  node,
  field,
  value,
  label,
  help,
  error,
  disabled,
  onChange,
}: GroupProps<FieldOf<"filters">>) {
  const t = useTranslations("documentFilters");
  const id = useId();
  const known = useFilterValues(node.params[field.storeKey]);
  const filters = filtersIn(value);
  const set = (next: readonly FilterDraft[]) =>
    onChange({ [field.key]: next.map((filter) => ({ ...filter, values: [...filter.values] })) });
  return (
    <section aria-labelledby={id} className="space-y-2">
      <div>
        <h3 id={id} className="text-sm font-medium">
          {label}
        </h3>
        {help && <p className="text-xs text-ink-2">{help}</p>}
      </div>
      {filters.map((filter, index) => (
        <FilterRow
          key={index}
          number={index + 1}
          filter={filter}
          known={known}
          disabled={disabled}
          onChange={(next) => set(filters.with(index, next))}
          onRemove={() => set(filters.toSpliced(index, 1))}
        />
      ))}
      {error && <p className="text-xs text-danger-ink">{error}</p>}
      {!disabled && filters.length < MAX_FILTERS && (
        <Button
          size="sm"
          onClick={() => set([...filters, { field: "tag", operator: "is", values: [] }])}
        >
          <Plus aria-hidden className="size-3.5" /> {t("add")}
        </Button>
      )}
    </section>
  );
}

function useFilterValues(storeId: unknown): FilterValues | undefined {
  const { workspace } = useEditorSession();
  const trpc = useTRPC();
  const id = typeof storeId === "string" ? storeId : "";
  const { data } = useQuery(
    trpc.store.filterValues.queryOptions({ workspace, id }, { enabled: id !== "" }),
  );
  return data;
}

function filtersIn(value: unknown): readonly FilterDraft[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one) => filterDraftSchema.safeParse(one).data ?? []);
}
