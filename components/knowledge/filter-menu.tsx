"use client";

import { ChevronDown } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Menu, MenuCheckItem } from "@/components/ui/menu";

export interface FilterMenuProps<T extends string> {
  label: string;
  options: readonly { value: T; label: string; count: number }[];
  chosen: readonly T[];
  onChange: (chosen: T[]) => void;
}

/** One thing to filter by: what there is of it, with counts, and what is chosen. */
export function FilterMenu<T extends string>({
  label,
  options,
  chosen,
  onChange,
}: FilterMenuProps<T>) {
  const t = useTranslations("knowledge.documents");
  const format = useFormatter();
  // What was chosen stays in the list when there is none of it any more, so that it can be taken back.
  const gone = chosen.filter((value) => !options.some((option) => option.value === value));
  const all = [...options, ...gone.map((value) => ({ value, label: value, count: 0 }))];
  const [first] = all.filter(({ value }) => chosen.includes(value));
  const text =
    chosen.length > 1
      ? t("chosenMore", { label, count: chosen.length })
      : first
        ? t("chosen", { label, first: first.label })
        : label;
  return (
    <Menu
      trigger={
        <Button className={cn("max-w-56", chosen.length > 0 && "border-accent text-accent-ink")}>
          <span className="truncate">{text}</span>
          <ChevronDown aria-hidden className="size-4 text-ink-3" />
        </Button>
      }
    >
      {all.map((option) => (
        <MenuCheckItem
          key={option.value}
          checked={chosen.includes(option.value)}
          onCheckedChange={(on) =>
            onChange(
              on ? [...chosen, option.value] : chosen.filter((value) => value !== option.value),
            )
          }
          aside={
            <span className="pl-4 text-xs text-ink-2 tabular-nums">
              {format.number(option.count)}
            </span>
          }
        >
          {option.label}
        </MenuCheckItem>
      ))}
    </Menu>
  );
}
