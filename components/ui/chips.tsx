"use client";

import { X } from "lucide-react";
import { Badge } from "./badge";

export interface ChipsProps {
  /** Name of the list for screen readers. */
  label: string;
  chips: readonly { value: string; label: string; removeLabel: string }[];
  /** Absent where nothing can be taken away. */
  onRemove?: (value: string) => void;
}

/** What was entered or chosen, each with a cross to take it away; nothing while there is none. */
export function Chips({ label, chips, onRemove }: ChipsProps) {
  if (chips.length === 0) return null;
  return (
    <ul aria-label={label} className="flex flex-wrap gap-1.5">
      {chips.map((chip) => (
        <li key={chip.value} className="max-w-full">
          <Badge className="h-7 max-w-full pr-0.5">
            <span className="truncate">{chip.label}</span>
            {onRemove && (
              <button
                type="button"
                aria-label={chip.removeLabel}
                onClick={() => onRemove(chip.value)}
                className="flex size-6 items-center justify-center rounded-full hover:bg-pressed"
              >
                <X aria-hidden className="size-3.5" />
              </button>
            )}
          </Badge>
        </li>
      ))}
    </ul>
  );
}
