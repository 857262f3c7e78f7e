"use client";

import { useLocale, useTranslations } from "use-intl";
import { Chips } from "@/components/ui/chips";
import { Select, type SelectOption } from "@/components/ui/select";
import type { FilterField } from "@/lib/graph/document-filters";
import type { FilterValues } from "./filters-control";

export interface FilterChoicesProps {
  field: Exclude<FilterField, "updated">;
  values: readonly string[];
  known: FilterValues | undefined;
  disabled: boolean;
  onChange: (values: string[]) => void;
}

/** What a document has to have, of which any will do: picked from what the documents have now. */
export function FilterChoices({ field, values, known, disabled, onChange }: FilterChoicesProps) {
  const t = useTranslations("documentFilters");
  const options = useOptions(field, known);
  const labelOf = (value: string) => options.find((one) => one.value === value)?.label ?? value;
  const left = options.filter(({ value }) => !values.includes(value));
  return (
    <div className="space-y-1.5">
      <Chips
        label={t("chosen")}
        chips={values.map((value) => {
          const label = labelOf(value);
          return { value, label, removeLabel: t("removeValue", { value: label }) };
        })}
        {...(!disabled && { onRemove: (value) => onChange(values.filter((one) => one !== value)) })}
      />
      {!disabled && (
        <Select
          aria-label={t(`choose.${field}`)}
          value={null}
          placeholder={t(values.length > 0 ? "or" : `choose.${field}`)}
          options={left}
          footer={known && left.length === 0 && t(`none.${field}`)}
          onValueChange={(value) => onChange([...values, value])}
        />
      )}
    </div>
  );
}

function useOptions(
  field: FilterChoicesProps["field"],
  known: FilterValues | undefined,
): SelectOption[] {
  const names = new Intl.DisplayNames(useLocale(), { type: "language" });
  if (!known) return [];
  const plain = (value: string) => ({ value, label: value });
  switch (field) {
    case "tag":
      return known.tags.map(plain);
    case "folder":
      return known.folders.map(plain);
    case "language":
      return known.languages.map((value) => ({ value, label: names.of(value) ?? value }));
    case "source":
      return known.sources.map(({ id, name }) => ({ value: id, label: name }));
  }
}
