"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** A field for an amount of money, as it is typed; `amountIn` reads it. */
export function AmountField({
  label,
  error,
  value,
  onChange,
}: {
  label: string;
  error: string | false;
  value: string;
  onChange: (text: string) => void;
}) {
  return (
    <Field label={label} error={error}>
      <Input
        inputMode="decimal"
        value={value}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
