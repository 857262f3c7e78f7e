"use client";

import { createContext, useContext, useId, useMemo, type ReactNode } from "react";
import { cn } from "./cn";

interface FieldContextValue {
  id: string;
  labelId: string;
  describedBy: string | undefined;
  invalid: boolean;
}

const FieldContext = createContext<FieldContextValue | null>(null);

/** What a control inside a `Field` puts on its element; empty outside of one. */
export function useFieldControl(): {
  id?: string;
  "aria-labelledby"?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
} {
  const field = useContext(FieldContext);
  if (!field) return {};
  return {
    id: field.id,
    "aria-labelledby": field.labelId,
    "aria-describedby": field.describedBy,
    "aria-invalid": field.invalid || undefined,
  };
}

export interface FieldProps {
  label: ReactNode;
  help?: ReactNode;
  /** Shown below the control and tied to it; replaces nothing, the help stays. */
  error?: ReactNode;
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean;
  /** Something at the right end of the label's line, such as a value or "optional". */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A control with its label, help and error, tied together for assistive technology. */
export function Field({ label, help, error, hideLabel, aside, className, children }: FieldProps) {
  const id = useId();
  const hasHelp = Boolean(help);
  const invalid = Boolean(error);
  const value = useMemo(() => {
    const described = [hasHelp && `${id}-help`, invalid && `${id}-error`].filter(Boolean).join(" ");
    return { id, labelId: `${id}-label`, describedBy: described || undefined, invalid };
  }, [id, hasHelp, invalid]);
  return (
    <FieldContext.Provider value={value}>
      <div className={cn("flex flex-col gap-1.5", className)}>
        <div className={cn("flex items-baseline justify-between gap-3", hideLabel && "sr-only")}>
          <label id={value.labelId} htmlFor={id} className="text-sm font-medium">
            {label}
          </label>
          {aside && <span className="text-xs text-ink-3 tabular-nums">{aside}</span>}
        </div>
        {children}
        {help && (
          <p id={`${id}-help`} className="text-xs text-ink-2">
            {help}
          </p>
        )}
        {error && (
          <p id={`${id}-error`} role="alert" className="text-xs text-danger-ink">
            {error}
          </p>
        )}
      </div>
    </FieldContext.Provider>
  );
}
