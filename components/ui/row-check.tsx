"use client";

export interface RowCheckProps {
  checked: boolean | "indeterminate";
  /** `range` when Shift was held: from the row before to this one. */
  onToggle: (range: boolean) => void;
  /** Names what it selects, for screen readers. */
  label: string;
}

/** The check box of a table's row or head. The browser's own: a long table shows dozens with each step of scrolling. */
export function RowCheck({ checked, onToggle, label }: RowCheckProps) {
  return (
    <label className="flex size-7 cursor-pointer items-center justify-center">
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
        className="size-4 cursor-pointer accent-accent"
      />
    </label>
  );
}
