"use client";

import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import {
  FORM_FIELD_TYPES,
  formFieldsSchema,
  formLabel,
  MAX_FORM_CHOICES,
  type FormField,
} from "@/lib/graph/form";
import type { FieldOf, GroupProps } from "./control";
import { CardHead, FieldList, KindFields, type CardProps } from "./field-list";
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
  return (
    <FieldList
      label={label}
      error={error}
      disabled={disabled}
      fields={formFieldsSchema.safeParse(value).data ?? []}
      fresh={NEW}
      addLabel={t("add")}
      card={FieldCard}
      onChange={(next) => onChange({ [field.key]: next.map((one) => ({ ...one })) })}
    />
  );
}

function FieldCard({
  number,
  field,
  disabled,
  onChange,
  onRemove,
  onEarlier,
}: CardProps<FormField>) {
  const t = useTranslations("editor.formFields");
  const name = formLabel(field) || t("unnamed", { number });
  const change = (part: Partial<FormField>) => onChange({ ...field, ...part });
  return (
    <div role="group" aria-label={name} className="space-y-3 rounded-card border p-3">
      <CardHead
        disabled={disabled}
        earlierLabel={t("earlier", { name })}
        removeLabel={t("remove", { name })}
        onEarlier={onEarlier}
        onRemove={onRemove}
      >
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
      </CardHead>
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
      <KindFields
        type={field.type}
        types={FORM_FIELD_TYPES.map((type) => ({ value: type, label: t(`typeOption.${type}`) }))}
        choices={field.choices}
        maxChoices={MAX_FORM_CHOICES}
        disabled={disabled}
        labels={{ type: t("type"), choices: t("choices"), choicesHelp: t("choicesHelp") }}
        onChange={change}
      />
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
