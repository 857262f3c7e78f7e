"use client";

import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { Spinner } from "./spinner";
import { useHydrated } from "./use-hydrated";

const button = cva(
  "inline-flex shrink-0 items-center justify-center gap-2 rounded-control font-medium whitespace-nowrap transition-colors select-none disabled:opacity-50 aria-disabled:opacity-50",
  {
    variants: {
      variant: {
        primary: "bg-accent text-on-accent hover:bg-accent-hover",
        secondary: "border border-line-strong bg-surface text-ink hover:bg-raised",
        ghost: "text-ink-2 hover:bg-raised hover:text-ink",
        danger: "bg-danger text-on-danger hover:bg-danger-hover",
        link: "h-auto px-0 text-accent-ink underline-offset-4 hover:underline",
      },
      size: {
        sm: "h-7 px-2.5 text-xs",
        md: "h-8 px-3 text-sm",
        lg: "h-10 px-4 text-sm",
      },
    },
    compoundVariants: [{ variant: "link", class: "h-auto px-0" }],
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof button> {
  /** Renders the child (a link, say) with the looks of a button. */
  asChild?: boolean;
  /** Shows a spinner and takes no clicks; the label stays, so the width does not jump. */
  busy?: boolean;
}

export function Button({ variant, size, asChild, className, ...props }: ButtonProps) {
  const classes = cn(button({ variant, size }), className);
  if (asChild) return <Slot.Root className={classes} {...props} />;
  return <NativeButton className={classes} {...props} />;
}

/** In the server's markup it is marked as disabled, with its usual looks: a click there would be lost. */
function NativeButton({
  busy,
  className,
  children,
  ...props
}: ComponentProps<"button"> & { busy?: boolean }) {
  const hydrated = useHydrated();
  return (
    <button
      type="button"
      {...props}
      {...(!hydrated && !props.disabled && { "aria-disabled": true })}
      className={cn(className, !hydrated && "aria-disabled:opacity-100")}
      aria-busy={busy || undefined}
      disabled={props.disabled ?? busy}
    >
      {busy && <Spinner />}
      {children}
    </button>
  );
}
