"use client";

import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import {
  DEFAULTS,
  NUMBERS_OF,
  RANGES,
  STRATEGIES,
  withStrategy,
  wordsOf,
  type ChunkingDraft,
  type ChunkingNumber,
  type ChunkingProblem,
} from "./chunking-form";

export interface ChunkingFieldsProps {
  draft: ChunkingDraft;
  problems: Partial<Record<ChunkingNumber, ChunkingProblem>>;
  onChange: (draft: ChunkingDraft) => void;
}

/** The strategy and its numbers, each with its unit. */
export function ChunkingFields({ draft, problems, onChange }: ChunkingFieldsProps) {
  const t = useTranslations("stores");
  const { strategy, numbers } = draft;
  const defaults = DEFAULTS[strategy];
  const usual = NUMBERS_OF[strategy].every((key) => numbers[key] === String(defaults[key]));
  return (
    <div className="space-y-4">
      <Field label={t("strategy.label")} help={t(`strategy.${strategy}Help`)}>
        <Select
          value={strategy}
          onValueChange={(value) => {
            const next = STRATEGIES.find((candidate) => candidate === value);
            if (next) onChange(withStrategy(draft, next));
          }}
          options={STRATEGIES.map((value) => ({
            value,
            label: t(`strategy.${value}`),
            hint: t(`strategy.${value}Help`),
          }))}
        />
      </Field>
      {NUMBERS_OF[strategy].map((key) => (
        <NumberField
          key={`${strategy} ${key}`}
          label={t(`chunking.${key === "size" && strategy === "parent" ? "smallSize" : key}`)}
          name={key}
          value={numbers[key]}
          problem={problems[key]}
          onChange={(value) => onChange({ ...draft, numbers: { ...numbers, [key]: value } })}
        />
      ))}
      {!usual && (
        <Button
          variant="link"
          className="min-h-6 text-xs"
          onClick={() => onChange(withStrategy(draft, strategy))}
        >
          {t("chunking.default")}
        </Button>
      )}
    </div>
  );
}

const IN_TOKENS: readonly ChunkingNumber[] = ["size", "overlap", "parent"];

function NumberField({
  label,
  name,
  value,
  problem,
  onChange,
}: {
  label: string;
  name: ChunkingNumber;
  value: string;
  problem: ChunkingProblem | undefined;
  onChange: (value: string) => void;
}) {
  const t = useTranslations("stores.chunking");
  const inTokens = IN_TOKENS.includes(name);
  const tokens = Number(value);
  const words = inTokens && problem === undefined && tokens > 0 ? wordsOf(tokens) : null;
  return (
    <Field
      label={label}
      error={problem && (problem === "range" ? t("range", RANGES[name]) : t(problem))}
    >
      <div className="flex items-center gap-2">
        <Input
          inputMode="numeric"
          autoComplete="off"
          value={value}
          maxLength={6}
          className="w-24 shrink-0 tabular-nums"
          onChange={(event) => onChange(event.target.value)}
        />
        {inTokens && (
          <span className="text-xs text-ink-2 tabular-nums">
            {words === null ? t("units") : t("unit", { words })}
          </span>
        )}
      </div>
    </Field>
  );
}
