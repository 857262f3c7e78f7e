"use client";

import { Switch as Radix } from "radix-ui";
import { useId, type ReactNode } from "react";

export interface SwitchProps {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  label: ReactNode;
  help?: ReactNode;
  disabled?: boolean;
}

/** On or off, at once; label to the left so that a column of switches lines up. */
export function Switch({ checked, onCheckedChange, label, help, disabled }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <div>
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        {help && (
          <p id={`${id}-help`} className="text-xs text-ink-2">
            {help}
          </p>
        )}
      </div>
      <Radix.Root
        id={id}
        checked={checked}
        onCheckedChange={onCheckedChange}
        disabled={disabled}
        aria-describedby={help ? `${id}-help` : undefined}
        className="relative mt-px inline-flex h-6 w-10 shrink-0 items-center rounded-full bg-ink-3 px-0.5 transition-colors disabled:opacity-50 data-[state=checked]:bg-accent"
      >
        <Radix.Thumb className="size-5 rounded-full bg-surface shadow-float transition-transform data-[state=checked]:translate-x-4" />
      </Radix.Root>
    </div>
  );
}
