"use client";

import { Check, Minus } from "lucide-react";
import { Checkbox as Radix } from "radix-ui";
import { useId, type ReactNode } from "react";
import { cn } from "./cn";

export interface CheckboxProps {
  checked: boolean | "indeterminate";
  onCheckedChange: (checked: boolean) => void;
  label: ReactNode;
  /** Keeps the label for screen readers only, for columns of check boxes. */
  hideLabel?: boolean;
  disabled?: boolean;
}

export function Checkbox({ checked, onCheckedChange, label, hideLabel, disabled }: CheckboxProps) {
  const id = useId();
  return (
    <div className="flex min-h-6 items-center gap-2">
      <Radix.Root
        id={id}
        checked={checked}
        onCheckedChange={(state) => onCheckedChange(state === true)}
        disabled={disabled}
        className="relative flex size-4.5 shrink-0 items-center justify-center rounded-[4px] border border-ink-3 bg-surface transition-colors before:absolute before:-inset-1 disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent"
      >
        <Radix.Indicator className="text-on-accent">
          {checked === "indeterminate" ? (
            <Minus aria-hidden className="size-3.5" />
          ) : (
            <Check aria-hidden className="size-3.5" />
          )}
        </Radix.Indicator>
      </Radix.Root>
      <label htmlFor={id} className={cn("text-sm", hideLabel && "sr-only")}>
        {label}
      </label>
    </div>
  );
}
