"use client";

import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { useHydrated } from "./use-hydrated";

export interface TabListProps {
  /** Name of the row of tabs for screen readers. */
  label: string;
  tabs: readonly { value: string; label: ReactNode }[];
  className?: string;
}

/** The row of tabs; it scrolls sideways where there is no room for all. */
export function TabList({ label, tabs, className }: TabListProps) {
  // Which tab the keyboard stops at is known only in the browser; until then the row itself can be reached and scrolled.
  const hydrated = useHydrated();
  return (
    <Radix.List
      aria-label={label}
      className={cn("flex gap-1 overflow-x-auto border-b", className)}
      {...(!hydrated && { tabIndex: 0 })}
    >
      {tabs.map((tab) => (
        <Radix.Trigger
          key={tab.value}
          value={tab.value}
          className="-mb-px h-9 shrink-0 border-b-2 border-transparent px-2.5 text-sm text-ink-2 -outline-offset-2 transition-colors hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
        >
          {tab.label}
        </Radix.Trigger>
      ))}
    </Radix.List>
  );
}
