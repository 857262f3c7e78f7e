"use client";

import type { ComponentProps } from "react";
import { cn } from "./cn";
import { useFieldControl } from "./field";

/** Looks shared by everything one types or chooses in. Phones zoom into text below 16 px, so it is 16 px there. */
export const controlLooks =
  "w-full min-w-0 rounded-control border border-line-strong bg-surface px-2.5 text-sm text-ink transition-colors max-sm:text-base hover:border-ink-3 disabled:opacity-60 aria-invalid:border-danger";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input {...useFieldControl()} {...props} className={cn(controlLooks, "h-8", className)} />;
}
