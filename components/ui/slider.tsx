"use client";

import { Slider as Radix } from "radix-ui";
import { cn } from "./cn";
import { useFieldControl } from "./field";

export interface SliderProps {
  value: number;
  onValueChange: (value: number) => void;
  /** Once per gesture, when the thumb is let go: the moment to save. */
  onValueCommit?: (value: number) => void;
  min: number;
  max: number;
  step: number;
  /** What a screen reader says for a value, such as "70 %". */
  valueText?: (value: number) => string;
  disabled?: boolean;
  "aria-label"?: string;
  className?: string;
}

export function Slider({
  value,
  onValueChange,
  onValueCommit,
  valueText,
  className,
  "aria-label": label,
  ...range
}: SliderProps) {
  const { id, ...control } = useFieldControl();
  return (
    <Radix.Root
      {...range}
      value={[value]}
      onValueChange={([next = value]) => onValueChange(next)}
      onValueCommit={([next = value]) => onValueCommit?.(next)}
      className={cn("relative flex h-6 w-full touch-none items-center select-none", className)}
    >
      <Radix.Track className="relative h-1 grow rounded-full bg-line-strong">
        <Radix.Range className="absolute h-full rounded-full bg-accent" />
      </Radix.Track>
      <Radix.Thumb
        {...control}
        id={id}
        aria-label={label}
        aria-valuetext={valueText?.(value)}
        className="block size-4.5 rounded-full border-2 border-accent bg-surface shadow-float transition-colors before:absolute before:-inset-1 hover:bg-accent-soft"
      />
    </Radix.Root>
  );
}
