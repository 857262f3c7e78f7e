"use client";

import { Progress as Radix } from "radix-ui";
import { cn } from "./cn";

export interface ProgressProps {
  /** Null while the end is not known yet. */
  value: { done: number; total: number } | null;
  /** What is being done, for screen readers; sighted people read it beside the bar. */
  label: string;
  className?: string;
}

export function Progress({ value, label, className }: ProgressProps) {
  const known = value !== null && value.total > 0;
  const percent = known ? Math.min(100, (value.done / value.total) * 100) : null;
  return (
    <Radix.Root
      value={percent}
      aria-label={label}
      className={cn("h-1 w-full overflow-hidden rounded-full bg-line-strong", className)}
    >
      <Radix.Indicator
        className={cn(
          "h-full rounded-full bg-accent transition-[width]",
          percent === null && "w-1/3 animate-pulse",
        )}
        style={percent === null ? undefined : { width: `${percent}%` }}
      />
    </Radix.Root>
  );
}
