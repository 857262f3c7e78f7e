"use client";

import { X } from "lucide-react";
import { useTranslations } from "use-intl";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import {
  FILTER_FIELDS,
  FILTER_OPERATORS,
  MAX_DAYS,
  type FilterDraft,
} from "@/lib/graph/document-filters";
import { FilterChoices } from "./filter-choices";
import type { FilterValues } from "./filters-control";

export interface FilterRowProps {
  number: number;
  filter: FilterDraft;
  /** What the documents have; undefined while it is loading. */
  known: FilterValues | undefined;
  disabled: boolean;
  onChange: (filter: FilterDraft) => void;
  onRemove: () => void;
}

/** One condition: what of a document is looked at, how, and what it has to be. */
export function FilterRow({ number, filter, known, disabled, onChange, onRemove }: FilterRowProps) {
  const t = useTranslations("documentFilters");
  const { field, operator } = filter;
  return (
    <div
      role="group"
      aria-label={t("condition", { number })}
      className="space-y-1.5 rounded-control bg-raised p-2"
    >
      <div className="flex gap-1">
        <Select
          aria-label={t("field")}
          className="min-w-0 grow"
          value={field}
          disabled={disabled}
          options={FILTER_FIELDS.map((one) => ({ value: one, label: t(`fieldOption.${one}`) }))}
          onValueChange={(next) => {
            const chosen = FILTER_FIELDS.find((one) => one === next) ?? field;
            onChange({ field: chosen, operator: FILTER_OPERATORS[chosen][0], values: [] });
          }}
        />
        {!disabled && <IconButton icon={X} label={t("remove", { number })} onClick={onRemove} />}
      </div>
      <Select
        aria-label={t("operator")}
        value={operator}
        disabled={disabled}
        options={FILTER_OPERATORS[field].map((one) => ({
          value: one,
          label: t(`operatorOption.${field}.${one}` as never),
        }))}
        onValueChange={(next) => {
          const sameKind = (next === "last-days") === (operator === "last-days");
          onChange({ field, operator: next, values: sameKind ? filter.values : [] });
        }}
      />
      {field === "updated" ? (
        <UpdatedValue filter={filter} disabled={disabled} onChange={onChange} />
      ) : (
        <FilterChoices
          field={field}
          values={filter.values}
          known={known}
          disabled={disabled}
          onChange={(values) => onChange({ ...filter, values })}
        />
      )}
    </div>
  );
}

function UpdatedValue({
  filter,
  disabled,
  onChange,
}: Pick<FilterRowProps, "filter" | "disabled" | "onChange">) {
  const t = useTranslations("documentFilters");
  const days = filter.operator === "last-days";
  return (
    <Input
      type={days ? "number" : "date"}
      aria-label={t(days ? "days" : "day")}
      {...(days && { min: 1, max: MAX_DAYS, step: 1 })}
      value={filter.values[0] ?? ""}
      disabled={disabled}
      onChange={({ target }) =>
        onChange({ ...filter, values: target.value === "" ? [] : [target.value] })
      }
    />
  );
}
