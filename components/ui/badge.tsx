import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn";

const badge = cva(
  "inline-flex h-5.5 shrink-0 items-center gap-1 rounded-full px-2 text-xs whitespace-nowrap",
  {
    variants: {
      tone: {
        neutral: "bg-raised text-ink-2",
        accent: "bg-accent-soft text-accent-ink",
        refuse: "bg-refuse-soft text-refuse-ink",
        danger: "bg-danger-soft text-danger-ink",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export interface BadgeProps extends ComponentProps<"span">, VariantProps<typeof badge> {}

export function Badge({ tone, className, ...props }: BadgeProps) {
  return <span {...props} className={cn(badge({ tone }), className)} />;
}
