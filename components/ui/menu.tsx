"use client";

import { Check, type LucideIcon } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { cn } from "./cn";
import { useHydrated } from "./use-hydrated";

export interface MenuProps {
  trigger: ReactElement;
  children: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "right" | "bottom" | "left";
  className?: string;
  /** Opens as soon as it is there. */
  defaultOpen?: boolean;
}

const item =
  "flex min-h-8 cursor-default items-center gap-2.5 rounded-control px-2.5 py-1 text-sm outline-none select-none data-disabled:opacity-50 data-highlighted:bg-raised";

/** A drop-down menu; children are `MenuItem`, `MenuRadioGroup`, `MenuLabel` and `MenuSeparator`. */
export function Menu({
  trigger,
  children,
  align = "start",
  side = "bottom",
  className,
  defaultOpen,
}: MenuProps) {
  const hydrated = useHydrated();
  return (
    // Not modal: the page behind stays readable to screen readers, and its links stay where they were.
    <Radix.Root modal={false} defaultOpen={defaultOpen}>
      {/* The server's markup can't open it yet, whatever the trigger is. */}
      <Radix.Trigger asChild aria-disabled={!hydrated || undefined}>
        {trigger}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            "z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 animate-in overflow-y-auto rounded-card border bg-surface p-1 shadow-float duration-120 fade-in",
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export interface MenuItemProps {
  icon?: LucideIcon;
  children: ReactNode;
  onSelect?: (event: Event) => void;
  tone?: "danger";
  disabled?: boolean;
  /** Such as a `Kbd`. */
  aside?: ReactNode;
  /** Renders the child, such as a link. `icon` and `aside` are then the child's own matter. */
  asChild?: boolean;
}

export function MenuItem({ icon: Icon, children, tone, aside, asChild, ...props }: MenuItemProps) {
  const classes = cn(item, tone === "danger" && "text-danger-ink data-highlighted:bg-danger-soft");
  if (asChild) {
    return (
      <Radix.Item {...props} asChild className={classes}>
        {children}
      </Radix.Item>
    );
  }
  return (
    <Radix.Item {...props} className={classes}>
      {Icon && <Icon aria-hidden className={cn("size-4", tone !== "danger" && "text-ink-2")} />}
      <span className="grow truncate">{children}</span>
      {aside}
    </Radix.Item>
  );
}

export function MenuRadioGroup<T extends string>({
  value,
  onValueChange,
  options,
}: {
  value: T;
  onValueChange: (value: T) => void;
  options: readonly { value: T; label: ReactNode; icon?: LucideIcon }[];
}) {
  const choose = (next: string) => {
    const option = options.find((candidate) => candidate.value === next);
    if (option) onValueChange(option.value);
  };
  return (
    <Radix.RadioGroup value={value} onValueChange={choose}>
      {options.map(({ value: option, label, icon: Icon }) => (
        <Radix.RadioItem key={option} value={option} className={item}>
          {Icon && <Icon aria-hidden className="size-4 text-ink-2" />}
          <span className="grow truncate">{label}</span>
          <Radix.ItemIndicator>
            <Check aria-hidden className="size-4 text-accent-ink" />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export interface MenuCheckItemProps {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  children: ReactNode;
  /** Such as a count. */
  aside?: ReactNode;
}

/** One of several that can be on together: choosing it leaves the menu open. */
export function MenuCheckItem({ children, aside, ...props }: MenuCheckItemProps) {
  return (
    <Radix.CheckboxItem
      {...props}
      onSelect={(event) => event.preventDefault()}
      className={cn(item, "pl-8")}
    >
      <Radix.ItemIndicator className="absolute left-3">
        <Check aria-hidden className="size-4 text-accent-ink" />
      </Radix.ItemIndicator>
      <span className="grow truncate">{children}</span>
      {aside}
    </Radix.CheckboxItem>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2.5 py-1.5 text-xs text-ink-3">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}
