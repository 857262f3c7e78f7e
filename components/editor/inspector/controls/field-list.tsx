"use client";

import { ArrowUp, Plus, Trash2 } from "lucide-react";
import { useId, type ComponentType, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";

export interface CardProps<One> {
  readonly number: number;
  readonly field: One;
  readonly disabled: boolean;
  readonly onChange: (field: One) => void;
  readonly onRemove: () => void;
  /** Null for the first. */
  readonly onEarlier: (() => void) | null;
}

interface FieldListProps<One> {
  readonly label: string;
  readonly error: string | null | undefined;
  readonly disabled: boolean;
  readonly fields: readonly One[];
  /** What a new one starts as. */
  readonly fresh: One;
  readonly addLabel: string;
  readonly card: ComponentType<CardProps<One>>;
  readonly onChange: (fields: readonly One[]) => void;
}

/** Fields that a builder describes, each on a card, in an order that can be changed. */
export function FieldList<One>({
  label,
  error,
  disabled,
  fields,
  fresh,
  addLabel,
  card: Card,
  onChange,
}: FieldListProps<One>) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="space-y-2">
      <h3 id={id} className="text-sm font-medium">
        {label}
      </h3>
      {fields.map((one, index) => (
        <Card
          // A field has nothing of its own that stays when everything of it is edited.
          key={index}
          number={index + 1}
          field={one}
          disabled={disabled}
          onChange={(changed) => onChange(fields.with(index, changed))}
          onRemove={() => onChange(fields.toSpliced(index, 1))}
          onEarlier={
            index === 0
              ? null
              : () => onChange(fields.toSpliced(index, 1).toSpliced(index - 1, 0, one))
          }
        />
      ))}
      {error && <p className="text-xs text-danger-ink">{error}</p>}
      {!disabled && (
        <Button size="sm" onClick={() => onChange([...fields, fresh])}>
          <Plus aria-hidden className="size-3.5" /> {addLabel}
        </Button>
      )}
    </section>
  );
}

interface CardHeadProps extends Pick<CardProps<unknown>, "disabled" | "onRemove" | "onEarlier"> {
  readonly earlierLabel: string;
  readonly removeLabel: string;
  /** What the field is recognised by. */
  readonly children: ReactNode;
}

/** The first line of a card, with what moves and removes it. */
export function CardHead(props: CardHeadProps) {
  const { disabled, earlierLabel, removeLabel, onEarlier, onRemove, children } = props;
  return (
    <div className="flex items-end gap-1">
      {children}
      {!disabled && onEarlier && (
        <IconButton icon={ArrowUp} label={earlierLabel} onClick={onEarlier} />
      )}
      {!disabled && <IconButton icon={Trash2} label={removeLabel} onClick={onRemove} />}
    </div>
  );
}

interface KindFieldsProps<Type extends string> {
  readonly type: Type | "choice";
  readonly types: readonly { readonly value: Type; readonly label: string }[];
  readonly choices: readonly string[];
  readonly maxChoices: number;
  readonly disabled: boolean;
  readonly labels: {
    readonly type: string;
    readonly choices: string;
    readonly choicesHelp: string;
  };
  readonly onChange: (part: { type: Type } | { choices: string[] }) => void;
}

/** Of what kind a field is, and of a choice what can be chosen, a line each. */
export function KindFields<Type extends string>(props: KindFieldsProps<Type>) {
  const { type, types, choices, maxChoices, disabled, labels, onChange } = props;
  return (
    <>
      <Field label={labels.type}>
        <Select
          value={type}
          disabled={disabled}
          options={types}
          onValueChange={(next) => {
            const picked = types.find(({ value }) => value === next);
            if (picked) onChange({ type: picked.value });
          }}
        />
      </Field>
      {type === "choice" && (
        <Field label={labels.choices} help={labels.choicesHelp}>
          <Textarea
            rows={3}
            value={choices.join("\n")}
            disabled={disabled}
            onChange={(event) =>
              onChange({ choices: event.target.value.split("\n").slice(0, maxChoices) })
            }
          />
        </Field>
      )}
    </>
  );
}
