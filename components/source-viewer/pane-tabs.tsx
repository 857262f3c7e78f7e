"use client";

import { Tabs as Radix } from "radix-ui";
import { TabList } from "@/components/ui/tab-list";
import type { TabsProps } from "@/components/ui/tabs";

/** Tabs that fill what height there is; each scrolls by itself. */
export function PaneTabs<T extends string>({ value, onValueChange, label, tabs }: TabsProps<T>) {
  return (
    <Radix.Root
      value={value}
      onValueChange={(next) => {
        const tab = tabs.find((candidate) => candidate.value === next);
        if (tab) onValueChange(tab.value);
      }}
      className="flex min-h-0 grow flex-col"
    >
      <TabList label={label} tabs={tabs} className="shrink-0 px-2" />
      {tabs.map((tab) => (
        <Radix.Content
          key={tab.value}
          value={tab.value}
          className="min-h-0 grow basis-0 -outline-offset-2 data-[state=inactive]:hidden"
        >
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
