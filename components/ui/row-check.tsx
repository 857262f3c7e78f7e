"use client";

import { Check, Minus } from "lucide-react";

export interface RowCheckProps {
  checked: boolean | "indeterminate";
  /** `range` when Shift was held: from the row before to this one. */
  onToggle: (range: boolean) => void;
  /** Names what it selects, for screen readers. */
  label: string;
}

/**
 * The check box of a table's row or head. The browser's own, because a long table shows dozens with
 * each step of scrolling; unseen and as large as a fingertip needs, over the box that is drawn.
 */
export function RowCheck({ checked, onToggle, label }: RowCheckProps) {
  const Mark = checked === "indeterminate" ? Minus : Check;
  return (
    <span className="relative flex size-7 items-center justify-center">
      <input
        type="checkbox"
        aria-label={label}
        data-nav="select"
        checked={checked === true}
        ref={(box) => {
          if (box) box.indeterminate = checked === "indeterminate";
        }}
        // The click tells of Shift, of the space bar as well; React wants to hear of the change too.
        onClick={(event) => onToggle(event.shiftKey)}
        onChange={() => undefined}
        className="peer absolute inset-0 m-0 size-7 cursor-pointer opacity-0"
      />
      <span
        aria-hidden
        className="pointer-events-none flex size-4.5 items-center justify-center rounded-[4px] border border-ink-3 bg-surface text-on-accent peer-checked:border-accent peer-checked:bg-accent peer-indeterminate:border-accent peer-indeterminate:bg-accent peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent"
      >
        {checked !== false && <Mark className="size-3.5" />}
      </span>
    </span>
  );
}
