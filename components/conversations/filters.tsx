"use client";

import { useTranslations } from "use-intl";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import type { RouterInputs } from "@/lib/trpc/client";

type Input = RouterInputs["conversation"]["list"];
export type Filter = Pick<Input, "where" | "mark"> & { search: string };
export const NO_FILTER: Filter = { search: "", where: undefined, mark: undefined };

const WHERE = ["outside", "editor"] as const;
const MARKS = ["refused", "disliked", "unverified", "failed", "slow", "costly"] as const;
/** What stands for "no filter", since a choice is never empty. */
const ALL = "all";

interface FiltersProps {
  filter: Filter;
  onChange: (filter: Filter) => void;
}

export function Filters({ filter, onChange }: FiltersProps) {
  const t = useTranslations("conversations");
  return (
    <div className="mb-4 flex flex-wrap gap-2">
      <SearchInput
        className="w-72 max-sm:w-full"
        label={t("search")}
        value={filter.search}
        onValueChange={(search) => onChange({ ...filter, search })}
      />
      <Select
        aria-label={t("where.label")}
        className="w-44"
        value={filter.where ?? ALL}
        options={[ALL, ...WHERE].map((value) => ({ value, label: t(`where.${value as "all"}`) }))}
        onValueChange={(value) =>
          onChange({ ...filter, where: WHERE.find((one) => one === value) })
        }
      />
      <Select
        aria-label={t("mark.label")}
        className="w-64"
        value={filter.mark ?? ALL}
        options={[ALL, ...MARKS].map((value) => ({ value, label: t(`mark.${value as "all"}`) }))}
        onValueChange={(value) => onChange({ ...filter, mark: MARKS.find((one) => one === value) })}
      />
    </div>
  );
}
