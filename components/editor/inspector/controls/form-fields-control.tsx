"use client";

import { ArrowUp, Plus, Trash2 } from "lucide-react";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { Textarea } from "@/components/ui/textarea";
import {
  FORM_FIELD_TYPES,
  formFieldsSchema,
  formLabel,
  MAX_FORM_CHOICES,
  type FormField,
} from "@/lib/graph/form";
import type { FieldOf, GroupProps } from "./control";
import { nameFrom } from "./field-name";

/** The fields that a form asks for, in their order. */
export function FormFieldsControl({
  field,
  value,
  label,
  error,
  disabled,
  onChange,
}: GroupProps<FieldOf<"form-fields">>) {
  const t = useTranslations("editor.formFields");
  const id = useId();
  const fields = formFieldsSchema.safeParse(value).data ?? [];
  const set = (next: readonly FormField[]) =>
    onChange({ [field.key]: next.map((one) => ({ ...one })) });
  return (
    <section aria-labelledby={id} className="space-y-2">
      <h3 id={id} className="text-sm font-medium">
        {label}
      </h3>
      {fields.map((one, index) => (
        <FieldCard
          // A field has nothing of its own that stays when everything of it is edited.
          key={index}
          number={index + 1}
          field={one}
          disabled={disabled}
          onChange={(changed) => set(fields.with(index, changed))}
          onRemove={() => set(fields.toSpliced(index, 1))}
          onEarlier={
            index === 0 ? null : () => set(fields.toSpliced(index, 1).toSpliced(index - 1, 0, one))
          }
        />
      ))}
      {error && <p className="text-xs text-danger-ink">{error}</p>}
      {!disabled && (
        <Button size="sm" onClick={() => set([...fields, NEW])}>
          <Plus aria-hidden className="size-3.5" /> {t("add")}
        </Button>
      )}
    </section>
  );
}

interface CardProps {
  readonly number: number;
  readonly field: FormField;
  readonly disabled: boolean;
  readonly onChange: (field: FormField) => void;
  readonly onRemove: () => void;
  /** Null for the first. */
  readonly onEarlier: (() => void) | null;
}

function FieldCard({ number, field, disabled, onChange, onRemove, onEarlier }: CardProps) {
  const t = useTranslations("editor.formFields");
  const name = formLabel(field) || t("unnamed", { number });
  const change = (part: Partial<FormField>) => onChange({ ...field, ...part });
  return (
    <div role="group" aria-label={name} className="space-y-3 rounded-card border p-3">
      <div className="flex items-end gap-1">
        <Field label={t("label")} className="min-w-0 grow">
          <Input
            value={field.label}
            maxLength={120}
            disabled={disabled}
            autoComplete="off"
            placeholder={t("labelPlaceholder")}
            onChange={(event) => change({ label: event.target.value })}
          />
        </Field>
        {!disabled && onEarlier && (
          <IconButton icon={ArrowUp} label={t("earlier", { name })} onClick={onEarlier} />
        )}
        {!disabled && <IconButton icon={Trash2} label={t("remove", { name })} onClick={onRemove} />}
      </div>
      <Field label={t("name")} help={t("nameHelp")}>
        <Input
          value={field.name}
          maxLength={40}
          disabled={disabled}
          autoComplete="off"
          placeholder={t("namePlaceholder")}
          onChange={(event) => change({ name: nameFrom(event.target.value) })}
        />
      </Field>
      <Field label={t("type")}>
        <Select
          value={field.type}
          disabled={disabled}
          options={FORM_FIELD_TYPES.map((type) => ({
            value: type,
            label: t(`typeOption.${type}`),
          }))}
          onValueChange={(next) =>
            change({ type: FORM_FIELD_TYPES.find((type) => type === next) ?? field.type })
          }
        />
      </Field>
      {field.type === "choice" && (
        <Field label={t("choices")} help={t("choicesHelp")}>
          <Textarea
            rows={3}
            value={field.choices.join("\n")}
            disabled={disabled}
            onChange={(event) =>
              change({ choices: event.target.value.split("\n").slice(0, MAX_FORM_CHOICES) })
            }
          />
        </Field>
      )}
      <Field label={t("help")} help={t("helpHelp")}>
        <Input
          value={field.help}
          maxLength={300}
          disabled={disabled}
          onChange={(event) => change({ help: event.target.value })}
        />
      </Field>
      <Switch
        checked={field.required}
        label={t("required")}
        disabled={disabled}
        onCheckedChange={(required) => change({ required })}
      />
    </div>
  );
}

const NEW: FormField = {
  name: "",
  type: "text",
  label: "",
  help: "",
  required: false,
  choices: [],
};
