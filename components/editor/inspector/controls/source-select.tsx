"use client";

import { useTranslations } from "use-intl";
import { Select } from "@/components/ui/select";
import type { SourceItem } from "../../use-names";

export interface SourceSelectProps {
  sources: readonly SourceItem[];
  value: string | null;
  placeholder: string;
  disabled: boolean;
  onChoose: (id: string) => void;
}

/** Chooses one of these sources by its name, with the number of its documents. */
export function SourceSelect({
  sources,
  value,
  placeholder,
  disabled,
  onChoose,
}: SourceSelectProps) {
  const t = useTranslations("editor.source");
  return (
    <Select
      value={value}
      placeholder={placeholder}
      disabled={disabled}
      options={sources.map(({ id, name, documents }) => ({
        value: id,
        label: name,
        hint: t("counts", { documents }),
      }))}
      onValueChange={onChoose}
    />
  );
}
