"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button";
import { Field } from "./field";
import { Input } from "./input";

export interface CopyFieldProps {
  label: string;
  value: string;
  copyLabel: string;
}

/** Something to take along, such as a link: to be read, selected or copied with one click. */
export function CopyField({ label, value, copyLabel }: CopyFieldProps) {
  const t = useTranslations("common");
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  const Icon = copied ? Check : Copy;
  return (
    <div className="space-y-3">
      <Field label={label}>
        <Input
          readOnly
          value={value}
          className="font-mono text-xs"
          onFocus={(event) => event.target.select()}
        />
      </Field>
      <Button variant="primary" className="w-full" onClick={() => void copy()}>
        <Icon aria-hidden className="size-4" />
        <span aria-live="polite">{copied ? t("copied") : copyLabel}</span>
      </Button>
    </div>
  );
}
