"use client";

import { ToggleGroup } from "radix-ui";
import type { ReactNode } from "react";

export interface SegmentsProps<T extends string> {
  /** Name of the choice for screen readers. */
  label: string;
  value: T;
  onValueChange: (value: T) => void;
  options: readonly { value: T; label: ReactNode }[];
}

/** One of a few ways to look at something; arrow keys move between them. */
export function Segments<T extends string>({
  label,
  value,
  onValueChange,
  options,
}: SegmentsProps<T>) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const option = options.find((one) => one.value === next);
        if (option) onValueChange(option.value);
      }}
      className="inline-flex flex-wrap gap-0.5 rounded-control bg-raised p-0.5"
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          className="h-6.5 rounded-[5px] px-2.5 text-xs text-ink-2 tabular-nums -outline-offset-2 hover:text-ink data-[state=on]:bg-surface data-[state=on]:font-medium data-[state=on]:text-ink data-[state=on]:shadow-float"
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
