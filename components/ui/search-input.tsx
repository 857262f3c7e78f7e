"use client";

import { Search, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { cn } from "./cn";
import { IconButton } from "./icon-button";
import { Input } from "./input";

export interface SearchInputProps {
  value: string;
  onValueChange: (value: string) => void;
  /** Accessible name and placeholder. */
  label: string;
  className?: string;
}

/** Narrows a list while one types; Escape or the cross empties it. */
export function SearchInput({ value, onValueChange, label, className }: SearchInputProps) {
  const t = useTranslations("common");
  return (
    <div role="search" className={cn("relative", className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-3"
      />
      <Input
        type="text"
        aria-label={label}
        placeholder={label}
        value={value}
        autoComplete="off"
        className="pr-8 pl-8.5"
        onChange={(event) => onValueChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && value !== "") {
            event.stopPropagation();
            onValueChange("");
          }
        }}
      />
      {value !== "" && (
        <IconButton
          icon={X}
          size="sm"
          label={t("clear")}
          tooltip={false}
          className="absolute top-1/2 right-0.5 -translate-y-1/2"
          onClick={() => onValueChange("")}
        />
      )}
    </div>
  );
}
