"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { pickThreshold, type Goal } from "@/lib/grounding/calibration/pick-threshold";
import type { ScoredQuestion } from "./scores";
import type { CalibrationState } from "./use-calibration";

const GOALS: readonly Goal[] = [
  { kind: "at-most-wrong", share: 0 },
  { kind: "at-most-wrong", share: 0.02 },
  { kind: "at-most-wrong", share: 0.05 },
  { kind: "at-most-wrong", share: 0.1 },
  { kind: "at-least-answered", share: 0.95 },
  { kind: "at-least-answered", share: 0.9 },
  { kind: "at-least-answered", share: 0.8 },
];
const keyOf = ({ kind, share }: Goal) => `${kind} ${String(share)}`;
const USUAL: Goal = { kind: "at-most-wrong", share: 0.05 };

/** Chooses the threshold by what it is to achieve on the questions that were just tried. */
export function GoalPicker({
  state,
  questions,
}: {
  state: CalibrationState;
  questions: readonly ScoredQuestion[];
}) {
  const t = useTranslations("editor.calibration");
  const [goal, setGoal] = useState<Goal>(state.stored?.goal ?? USUAL);
  const point = pickThreshold(questions, goal);
  const basis = state.preview.data?.basis;
  const options = GOALS.map((option) => ({
    value: keyOf(option),
    label: t(`goal.${option.kind}`, { percent: Math.round(option.share * 100) }),
  }));
  return (
    <div className="space-y-2 border-t pt-3">
      <Field label={t("goal.label")}>
        <Select
          value={keyOf(goal)}
          options={options}
          onValueChange={(key) => setGoal(GOALS.find((one) => keyOf(one) === key) ?? USUAL)}
        />
      </Field>
      <p className="text-xs text-ink-2" aria-live="polite">
        {point
          ? t("goal.effect", {
              percent: percentOf(point.threshold),
              answered: point.answered.part,
              answerable: point.answered.whole,
              wrong: point.wronglyAnswered.part,
              unanswerable: point.wronglyAnswered.whole,
            })
          : t("goal.unreachable")}
      </p>
      {point && basis !== undefined && (
        <Button
          size="sm"
          variant="primary"
          disabled={state.previewStale}
          onClick={() => state.choose(questions, basis, goal)}
        >
          {t("goal.use", { percent: percentOf(point.threshold) })}
        </Button>
      )}
    </div>
  );
}

/** With as many digits as tell it from its neighbours. */
function percentOf(threshold: number): number {
  return Number((threshold * 100).toFixed(3));
}
