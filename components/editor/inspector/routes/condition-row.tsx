"use client";

import { X } from "lucide-react";
import { useTranslations } from "use-intl";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { hasOperand, isNumeric, OPERATORS } from "@/lib/graph/conditions";
import { formatReference, referenceIn } from "@/lib/graph/references";
import type { Condition } from "@/lib/nodes/router/definition";
import type { ReferableValue } from "./referable-values";

interface ConditionRowProps {
  number: number;
  condition: Condition;
  values: readonly ReferableValue[];
  disabled: boolean;
  onChange: (condition: Condition) => void;
  /** Absent for the only one: a rule without conditions decides nothing. */
  onRemove: (() => void) | undefined;
}

/** One condition: a value, how it is compared, and with what. */
export function ConditionRow({
  number,
  condition,
  values,
  disabled,
  onChange,
  onRemove,
}: ConditionRowProps) {
  const t = useTranslations("editor.routes");
  const { operator, operand } = condition;
  const chosen = keyOf(condition.value);
  const known = values.some(({ key }) => key === chosen);
  return (
    <div className="space-y-1.5 rounded-control bg-raised p-2">
      <div className="flex gap-1">
        <Select
          aria-label={t("value")}
          className="min-w-0 grow"
          value={chosen}
          disabled={disabled}
          placeholder={t("valuePlaceholder")}
          options={[
            ...values.map(({ key, label }) => ({ value: key, label })),
            ...(chosen !== null && !known ? [{ value: chosen, label: chosen }] : []),
          ]}
          footer={values.length === 0 && t("nothingBefore")}
          onValueChange={(key) => {
            const value = values.find((one) => one.key === key)?.reference;
            if (value !== undefined) onChange({ ...condition, value });
          }}
        />
        {!disabled && onRemove && (
          <IconButton icon={X} label={t("removeCondition", { number })} onClick={onRemove} />
        )}
      </div>
      <Select
        aria-label={t("operator")}
        value={operator}
        disabled={disabled}
        options={OPERATORS.map((option) => ({
          value: option,
          label: t(`operatorOption.${option}`),
        }))}
        onValueChange={(next) =>
          onChange({ ...condition, operator: OPERATORS.find((one) => one === next) ?? operator })
        }
      />
      {operator === "is-one-of" ? (
        <Textarea
          rows={2}
          aria-label={t("operandLines")}
          value={operand}
          disabled={disabled}
          onChange={(event) => onChange({ ...condition, operand: event.target.value })}
        />
      ) : (
        hasOperand(operator) && (
          <Input
            aria-label={t("operand")}
            inputMode={isNumeric(operator) ? "decimal" : "text"}
            value={operand}
            maxLength={2000}
            disabled={disabled}
            onChange={(event) => onChange({ ...condition, operand: event.target.value })}
          />
        )
      )}
    </div>
  );
}

/** A reference as the text that tells it apart; null while nothing is chosen. */
function keyOf(value: unknown): string | null {
  const reference = referenceIn(value);
  return reference ? formatReference(reference).slice(2, -2) : null;
}
