"use client";

import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import { Textarea } from "@/components/ui/textarea";
import { FIELD_TYPES, MAX_CHOICES, model, type AnswerField } from "@/lib/nodes/model/definition";
import type { FieldOf, GroupProps } from "./control";
import { CardHead, FieldList, KindFields, type CardProps } from "./field-list";
import { nameFrom } from "./field-name";

/** The fields that an answer consists of, in their order. */
export function AnswerFieldsControl({
  field,
  value,
  label,
  error,
  disabled,
  onChange,
}: GroupProps<FieldOf<"answer-fields">>) {
  const t = useTranslations("editor.answerFields");
  return (
    <FieldList
      label={label}
      error={error}
      disabled={disabled}
      fields={fieldsIn(value)}
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
}: CardProps<AnswerField>) {
  const t = useTranslations("editor.answerFields");
  const name = field.name === "" ? t("unnamed", { number }) : field.name;
  const change = (part: Partial<AnswerField>) => onChange({ ...field, ...part });
  return (
    <div role="group" aria-label={name} className="space-y-3 rounded-card border p-3">
      <CardHead
        disabled={disabled}
        earlierLabel={t("earlier", { name })}
        removeLabel={t("remove", { name })}
        onEarlier={onEarlier}
        onRemove={onRemove}
      >
        <Field label={t("name")} className="min-w-0 grow">
          <Input
            value={field.name}
            maxLength={40}
            disabled={disabled}
            autoComplete="off"
            placeholder={t("namePlaceholder")}
            onChange={(event) => change({ name: nameFrom(event.target.value) })}
          />
        </Field>
      </CardHead>
      <KindFields
        type={field.type}
        types={FIELD_TYPES.map((type) => ({ value: type, label: t(`typeOption.${type}`) }))}
        choices={field.choices}
        maxChoices={MAX_CHOICES}
        disabled={disabled}
        labels={{ type: t("type"), choices: t("choices"), choicesHelp: t("choicesHelp") }}
        onChange={change}
      />
      <Field label={t("description")}>
        <Textarea
          rows={2}
          value={field.description}
          maxLength={300}
          disabled={disabled}
          placeholder={t("descriptionPlaceholder")}
          onChange={(event) => change({ description: event.target.value })}
        />
      </Field>
      <Switch
        checked={field.required}
        label={t("required")}
        help={t("requiredHelp")}
        disabled={disabled}
        onCheckedChange={(required) => change({ required })}
      />
    </div>
  );
}

const NEW: AnswerField = { name: "", type: "text", description: "", required: false, choices: [] };

function fieldsIn(value: unknown): readonly AnswerField[] {
  const parsed = model.params.safeParse({ answerFields: value });
  return parsed.success ? parsed.data.answerFields : [];
}
