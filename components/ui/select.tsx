"use client";

import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { useFieldControl } from "./field";
import { controlLooks } from "./input";
import { useHydrated } from "./use-hydrated";

export interface SelectOption {
  /** Never empty: the empty value means "nothing chosen". */
  value: string;
  label: string;
  /** A second, quieter line. */
  hint?: ReactNode;
  disabled?: boolean;
}

export interface SelectProps {
  /** Empty string or null while nothing is chosen. */
  value: string | null;
  onValueChange: (value: string) => void;
  options: readonly SelectOption[];
  placeholder?: string;
  disabled?: boolean;
  /** Only where no `Field` names the control. */
  "aria-label"?: string;
  className?: string;
  onOpenChange?: (open: boolean) => void;
  /** Below the options, such as a hint why the list is short. */
  footer?: ReactNode;
}

export function Select({
  value,
  onValueChange,
  options,
  placeholder,
  disabled,
  className,
  onOpenChange,
  footer,
  ...aria
}: SelectProps) {
  const hydrated = useHydrated();
  return (
    <Radix.Root
      value={value ?? ""}
      onValueChange={onValueChange}
      disabled={disabled}
      onOpenChange={onOpenChange}
    >
      <Radix.Trigger
        {...useFieldControl()}
        {...aria}
        aria-disabled={!hydrated || undefined}
        className={cn(
          controlLooks,
          "group flex h-8 items-center justify-between gap-2 text-left data-placeholder:text-ink-3",
          className,
        )}
      >
        <span className="truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <ChevronDown aria-hidden className="size-4 text-ink-3" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-select-content-available-height) max-w-96 min-w-(--radix-select-trigger-width) animate-in overflow-hidden rounded-card border bg-surface shadow-float duration-120 fade-in"
        >
          <Radix.Viewport className="p-1">
            {options.map((option) => (
              <Option key={option.value} {...option} />
            ))}
          </Radix.Viewport>
          {footer && <div className="border-t px-3 py-2 text-xs text-ink-2">{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Option({ value, label, hint, disabled }: SelectOption) {
  return (
    <Radix.Item
      value={value}
      disabled={disabled}
      className="relative flex cursor-default flex-col rounded-control py-1.5 pr-8 pl-2.5 text-sm outline-none select-none data-disabled:opacity-50 data-highlighted:bg-raised"
    >
      <Radix.ItemText>{label}</Radix.ItemText>
      {hint && <span className="text-xs text-ink-2">{hint}</span>}
      <Radix.ItemIndicator className="absolute top-2 right-2.5">
        <Check aria-hidden className="size-4 text-accent-ink" />
      </Radix.ItemIndicator>
    </Radix.Item>
  );
}
