"use client";

import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import {
  formChoices,
  formLabel,
  readForm,
  type Form,
  type FormField,
  type FormProblem,
  type FormValues,
} from "@/lib/graph/form";

import { AttachButton } from "./attach-button";
import type { Attachments } from "./attachments";
import { FileChips } from "./file-chips";

interface FormComposerProps {
  readonly form: Form;
  readonly busy: boolean;
  readonly disabled: boolean;
  readonly attachments: Attachments | undefined;
  /** With the question that was made of what was filled in. */
  readonly onAsk: (question: string, values: FormValues) => void;
  readonly onStop: () => void;
}

/** A form in place of the question; what was filled in stays for the next time. */
export function FormComposer(props: FormComposerProps) {
  const { form, busy, disabled, attachments, onAsk, onStop } = props;
  const t = useTranslations("chat");
  const [given, setGiven] = useState<Readonly<Record<string, string>>>({});
  const [problems, setProblems] = useState<readonly FormProblem[]>([]);
  const ask = (event: FormEvent) => {
    event.preventDefault();
    if (busy || disabled) return;
    const names = new Set(form.fields.map(({ name }) => name));
    // A field that was renamed meanwhile leaves what was typed into it behind.
    const present = Object.fromEntries(Object.entries(given).filter(([name]) => names.has(name)));
    const read = readForm(form, present);
    setProblems("problems" in read ? read.problems : []);
    if ("filled" in read) onAsk(read.filled.question, read.filled.values);
  };
  return (
    <form onSubmit={ask} className="max-h-1/2 space-y-3 overflow-y-auto border-t px-4 py-3">
      {form.fields.map((field) => {
        const problem = problems.find((one) => one.field === field.name);
        return (
          <Field
            key={field.name}
            label={formLabel(field)}
            help={field.help || undefined}
            error={problem && t(`form.problem.${problem.code}`)}
          >
            <FieldInput
              field={field}
              value={given[field.name] ?? ""}
              disabled={disabled}
              onChange={(value) => setGiven({ ...given, [field.name]: value })}
            />
          </Field>
        );
      })}
      {attachments && (
        <div className="-mx-3">
          <FileChips files={attachments.files} remove={attachments.remove} />
        </div>
      )}
      <div className="flex items-center justify-between gap-2">
        {busy ? (
          <Button onClick={onStop}>{t("stop")}</Button>
        ) : (
          <Button type="submit" variant="primary" disabled={disabled}>
            {t("send")}
          </Button>
        )}
        {attachments && <AttachButton disabled={disabled} onFiles={attachments.attach} />}
      </div>
    </form>
  );
}

interface FieldInputProps {
  readonly field: FormField;
  readonly value: string;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}

const INPUT_TYPES = { text: "text", number: "number", date: "date" } as const;

function FieldInput({ field, value, disabled, onChange }: FieldInputProps) {
  const t = useTranslations("chat");
  switch (field.type) {
    case "long-text":
      return (
        <Textarea
          rows={3}
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case "choice":
    case "yes-no": {
      const options =
        field.type === "choice"
          ? formChoices(field).map((choice) => ({ value: choice, label: choice }))
          : (["yes", "no"] as const).map((one) => ({ value: one, label: t(`form.${one}`) }));
      return (
        <Select
          value={value}
          disabled={disabled}
          placeholder={t("form.choose")}
          options={options}
          onValueChange={onChange}
        />
      );
    }
    default:
      return (
        <Input
          type={INPUT_TYPES[field.type]}
          step="any"
          value={value}
          disabled={disabled}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}
