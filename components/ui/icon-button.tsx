"use client";

import type { LucideIcon } from "lucide-react";
import { Button, type ButtonProps } from "./button";
import { cn } from "./cn";
import { Tooltip } from "./tooltip";

export interface IconButtonProps extends Omit<ButtonProps, "children" | "aria-label" | "asChild"> {
  /** Accessible name, and the tooltip unless `tooltip` is false. */
  label: string;
  icon: LucideIcon;
  tooltip?: boolean;
  tooltipSide?: "top" | "right" | "bottom" | "left";
}

export function IconButton({
  label,
  icon: Icon,
  tooltip = true,
  tooltipSide,
  variant = "ghost",
  size = "md",
  className,
  busy,
  ...props
}: IconButtonProps) {
  const button = (
    <Button
      {...props}
      aria-label={label}
      variant={variant}
      size={size}
      busy={busy}
      className={cn("px-0", size === "sm" ? "w-7" : size === "lg" ? "w-10" : "w-8", className)}
    >
      {!busy && <Icon aria-hidden className="size-4" />}
    </Button>
  );
  if (!tooltip) return button;
  return (
    <Tooltip label={label} side={tooltipSide}>
      {button}
    </Tooltip>
  );
}
