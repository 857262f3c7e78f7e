"use client";

import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { TabList } from "./tab-list";

export interface TabsProps<T extends string> {
  value: T;
  onValueChange: (value: T) => void;
  /** Name of the row of tabs for screen readers. */
  label: string;
  tabs: readonly { value: T; label: ReactNode; content: ReactNode }[];
}

export function Tabs<T extends string>({ value, onValueChange, label, tabs }: TabsProps<T>) {
  const choose = (next: string) => {
    const tab = tabs.find((candidate) => candidate.value === next);
    if (tab) onValueChange(tab.value);
  };
  return (
    <Radix.Root value={value} onValueChange={choose}>
      <TabList label={label} tabs={tabs} />
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="pt-6">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
