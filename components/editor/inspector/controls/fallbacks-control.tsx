"use client";

import { ArrowUp, Plus, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import type { Json } from "@/lib/graph/document";
import { BUILT_IN, model as modelNode, type ModelChoice } from "@/lib/nodes/model/definition";
import { useConnections, useNamedModels } from "../../use-names";
import type { FieldOf, GroupProps } from "./control";
import { canDo, connectionOption, ModelName, namedModelOption } from "./model-control";

/** The models that are asked one after the other where the node's own can't answer. */
export function FallbacksControl({
  field,
  value,
  label,
  help,
  error,
  disabled,
  onChange,
}: GroupProps<FieldOf<"fallbacks">>) {
  const t = useTranslations("editor.fallbacks");
  const choices = choicesIn(value);
  const set = (next: readonly ModelChoice[]) =>
    onChange({ [field.key]: next.map((choice): Json => ({ ...choice })) });
  return (
    <fieldset className="space-y-3" aria-describedby={error ? `${field.key}-error` : undefined}>
      <legend className="text-sm font-medium">{label}</legend>
      {help && <p className="text-xs text-ink-2">{help}</p>}
      {choices.map((choice, index) => (
        <Choice
          key={index}
          number={index + 1}
          choice={choice}
          disabled={disabled}
          onChange={(changed) => set(choices.with(index, changed))}
          onRemove={() => set(choices.toSpliced(index, 1))}
          onEarlier={
            index === 0
              ? null
              : () => set(choices.toSpliced(index, 1).toSpliced(index - 1, 0, choice))
          }
        />
      ))}
      {error && (
        <p id={`${field.key}-error`} className="text-xs text-danger-ink">
          {error}
        </p>
      )}
      {choices.length < field.maxItems && (
        <Button
          size="sm"
          disabled={disabled}
          onClick={() => set([...choices, { connectionId: BUILT_IN, model: BUILT_IN }])}
        >
          <Plus aria-hidden className="size-3.5" /> {t("add")}
        </Button>
      )}
    </fieldset>
  );
}

interface ChoiceProps {
  readonly number: number;
  readonly choice: ModelChoice;
  readonly disabled: boolean;
  readonly onChange: (choice: ModelChoice) => void;
  readonly onRemove: () => void;
  /** Null for the first. */
  readonly onEarlier: (() => void) | null;
}

function Choice({ number, choice, disabled, onChange, onRemove, onEarlier }: ChoiceProps) {
  const t = useTranslations("editor.fallbacks");
  const models = useTranslations("editor.model");
  const connections = useConnections().filter(({ provider }) => canDo(provider, "chat"));
  const own = useNamedModels().filter((one) =>
    connections.some(({ id }) => id === one.connectionId),
  );
  const { connectionId } = choice;
  const named = own.find((one) => one.connectionId === connectionId && one.model === choice.model);
  const choose = (id: string) => {
    const picked = own.find((one) => one.id === id);
    if (picked) onChange({ connectionId: picked.connectionId, model: picked.model });
    else onChange({ connectionId: id, model: id === BUILT_IN ? BUILT_IN : "" });
  };
  const known = connectionId === BUILT_IN || connections.some(({ id }) => id === connectionId);
  return (
    <div
      role="group"
      aria-label={t("choice", { number })}
      className="space-y-2 rounded-card border p-3"
    >
      <div className="flex items-center gap-1">
        <div className="min-w-0 grow">
          <Select
            aria-label={t("choice", { number })}
            value={named?.id ?? (known ? connectionId : null)}
            disabled={disabled}
            options={[
              { value: BUILT_IN, label: models("builtIn") },
              ...own.map(namedModelOption),
              ...connections.map(connectionOption),
            ]}
            onValueChange={choose}
          />
        </div>
        {onEarlier && (
          <IconButton
            icon={ArrowUp}
            label={t("earlier", { number })}
            disabled={disabled}
            onClick={onEarlier}
          />
        )}
        <IconButton
          icon={X}
          label={t("remove", { number })}
          disabled={disabled}
          onClick={onRemove}
        />
      </div>
      {!known && <p className="text-xs text-danger-ink">{models("missing")}</p>}
      {known && connectionId !== BUILT_IN && !named && (
        <ModelName
          connectionId={connectionId}
          value={choice.model}
          disabled={disabled}
          onChange={(model) => onChange({ ...choice, model })}
        />
      )}
    </div>
  );
}

function choicesIn(value: unknown): readonly ModelChoice[] {
  const parsed = modelNode.params.safeParse({ fallbacks: value });
  return parsed.success ? parsed.data.fallbacks : [];
}
