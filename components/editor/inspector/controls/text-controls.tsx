"use client";

import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { textOf } from "@/lib/graph/value-text";
import { useNodeTexts } from "../../node-texts";
import type { ControlProps, FieldOf } from "./control";

export function TextControl({ node, field, value, disabled, onChange }: ControlProps) {
  const texts = useNodeTexts();
  return (
    <Input
      value={typeof value === "string" ? value : ""}
      placeholder={texts.field(node.type, field.key, "placeholder")}
      disabled={disabled}
      onChange={(event) => onChange({ [field.key]: event.target.value })}
    />
  );
}

export function TextareaControl({
  node,
  field,
  value,
  disabled,
  onChange,
}: ControlProps<FieldOf<"textarea">>) {
  const texts = useNodeTexts();
  return (
    <Textarea
      rows={field.rows}
      value={typeof value === "string" ? value : ""}
      placeholder={texts.field(node.type, field.key, "placeholder")}
      disabled={disabled}
      onChange={(event) => onChange({ [field.key]: event.target.value })}
    />
  );
}

export function TextListControl({
  node,
  field,
  value,
  disabled,
  onChange,
}: ControlProps<FieldOf<"text-list">>) {
  const t = useTranslations("editor.inspector");
  const texts = useNodeTexts();
  const items = Array.isArray(value) ? value.map(String) : [];
  const label = texts.field(node.type, field.key, "label") ?? field.key;
  const set = (next: string[]) => onChange({ [field.key]: next });
  return (
    <div className="space-y-1.5">
      {items.map((item, index) => (
        <div key={index} className="flex gap-1">
          <Input
            id={undefined}
            aria-labelledby={undefined}
            aria-label={t("item", { label, number: index + 1 })}
            value={item}
            disabled={disabled}
            onChange={(event) => set(items.with(index, event.target.value))}
          />
          {!disabled && (
            <IconButton
              icon={X}
              label={t("removeItem", { item })}
              onClick={() => set(items.filter((_, other) => other !== index))}
            />
          )}
        </div>
      ))}
      {!disabled && items.length < field.maxItems && (
        <Button size="sm" onClick={() => set([...items, ""])}>
          <Plus aria-hidden className="size-3.5" /> {t("add")}
        </Button>
      )}
    </div>
  );
}

export function NumberControl({
  field,
  value,
  disabled,
  onChange,
}: ControlProps<FieldOf<"number">>) {
  const [typed, setTyped] = useState("");
  // What was typed stays as typed ("1." on the way to "1.5") until the value is changed from elsewhere.
  const stands = numberIn(typed) === value;
  return (
    <Input
      type="number"
      inputMode="decimal"
      min={field.min}
      max={field.max}
      step={field.step}
      value={stands ? typed : textOf(value)}
      disabled={disabled}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange({ [field.key]: numberIn(event.target.value) });
      }}
    />
  );
}

function numberIn(text: string): number | null {
  const number = Number(text);
  return text.trim() === "" || !Number.isFinite(number) ? null : number;
}
