"use client";

import type { ComponentProps } from "react";
import { cn } from "./cn";
import { useFieldControl } from "./field";
import { controlLooks } from "./input";

/** Grows with its text, from `rows` on. */
export function Textarea({ className, rows = 3, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      {...useFieldControl()}
      rows={rows}
      {...props}
      className={cn(controlLooks, "field-sizing-content resize-y py-1.5", className)}
      style={{ minHeight: `calc(${rows} * 1.5em + 0.75rem + 2px)`, ...props.style }}
    />
  );
}
