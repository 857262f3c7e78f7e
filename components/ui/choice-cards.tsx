"use client";

import type { LucideIcon } from "lucide-react";
import { RadioGroup as Radix } from "radix-ui";
import { useId, type ReactNode } from "react";

export interface ChoiceCardsProps<T extends string> {
  label: ReactNode;
  value: T;
  onValueChange: (value: T) => void;
  options: readonly { value: T; label: string; help?: ReactNode; icon?: LucideIcon }[];
}

/** One of a few, each worth a sentence of explanation. */
export function ChoiceCards<T extends string>({
  label,
  value,
  onValueChange,
  options,
}: ChoiceCardsProps<T>) {
  const id = useId();
  const choose = (next: string) => {
    const option = options.find((candidate) => candidate.value === next);
    if (option) onValueChange(option.value);
  };
  return (
    <div className="flex flex-col gap-1.5">
      <p id={id} className="text-sm font-medium">
        {label}
      </p>
      <Radix.Root value={value} onValueChange={choose} aria-labelledby={id} className="space-y-2">
        {options.map(({ value: option, label: name, help, icon: Icon }) => (
          <Radix.Item
            key={option}
            value={option}
            aria-label={name}
            className="flex w-full items-start gap-3 rounded-card border border-line-strong p-3 text-left transition-colors hover:bg-raised data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft"
          >
            {Icon && <Icon aria-hidden className="mt-0.5 size-4 text-ink-2" />}
            <span className="min-w-0 grow">
              <span className="block font-medium">{name}</span>
              {help && <span className="block text-xs text-ink-2">{help}</span>}
            </span>
            <span
              aria-hidden
              className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-ink-3"
            >
              <Radix.Indicator className="size-2 rounded-full bg-accent" />
            </span>
          </Radix.Item>
        ))}
      </Radix.Root>
    </div>
  );
}
