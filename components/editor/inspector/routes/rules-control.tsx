"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { router, type Condition, type RuleRoute } from "@/lib/nodes/router/definition";
import type { FieldOf, GroupProps } from "../controls/control";
import { ConditionRow } from "./condition-row";
import { nextPort } from "./next-port";
import { RouteList } from "./route-list";
import { useReferableValues } from "./referable-values";

const EMPTY: Condition = { value: null, operator: "contains", operand: "" };

/** The rules that decide: each a branch with conditions over values that come before the node. */
export function RulesControl({
  node,
  field,
  value,
  onChange,
  ...group
}: GroupProps<FieldOf<"rules">>) {
  const t = useTranslations("editor.routes");
  const values = useReferableValues(node);
  const rules = rulesIn(value);
  const { disabled } = group;
  return (
    <RouteList<RuleRoute>
      {...group}
      addLabel={t("addRule")}
      routes={rules}
      onChange={(next) => onChange({ [field.key]: [...next] })}
      make={() => ({
        port: nextPort("rule", rules),
        name: "",
        match: "all",
        conditions: [{ ...EMPTY, value: values[0]?.reference ?? null }],
      })}
    >
      {({ match, conditions }, change) => (
        <>
          {conditions.length > 1 && (
            <Field label={t("match")}>
              <Select
                value={match}
                disabled={disabled}
                options={(["all", "any"] as const).map((option) => ({
                  value: option,
                  label: t(`matchOption.${option}`),
                }))}
                onValueChange={(next) => change({ match: next === "any" ? "any" : "all" })}
              />
            </Field>
          )}
          {conditions.map((condition, index) => (
            <ConditionRow
              key={index}
              number={index + 1}
              condition={condition}
              values={values}
              disabled={disabled}
              onChange={(next) => change({ conditions: conditions.with(index, next) })}
              onRemove={
                conditions.length > 1
                  ? () => change({ conditions: conditions.filter((one) => one !== condition) })
                  : undefined
              }
            />
          ))}
          {!disabled && (
            <Button
              size="sm"
              variant="ghost"
              onClick={() => change({ conditions: [...conditions, { ...EMPTY }] })}
            >
              <Plus aria-hidden className="size-3.5" /> {t("addCondition")}
            </Button>
          )}
        </>
      )}
    </RouteList>
  );
}

function rulesIn(value: unknown): readonly RuleRoute[] {
  const parsed = router.params.safeParse({ rules: value });
  return parsed.success ? parsed.data.rules : [];
}
