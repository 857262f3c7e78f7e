"use client";

import dynamic from "next/dynamic";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { Spinner } from "@/components/ui/spinner";
import { operatingPoint } from "@/lib/grounding/calibration/curve";
import { useEditor } from "../../editor-context";
import type { FieldOf, GroupProps } from "../controls/control";
import { CalibrationSummary } from "./calibration-summary";
import { CurvePlot } from "./curve-plot";
import { GoalPicker } from "./goal-picker";
import { ScorePlot } from "./score-plot";
import { misjudged, type ScoredQuestion } from "./scores";
import { useCalibration, type CalibrationState } from "./use-calibration";

const QuestionsDialog = dynamic(async () => (await import("./questions-dialog")).QuestionsDialog, {
  ssr: false,
});

/**
 * The threshold on the workflow's own test questions: what each setting would do, a setting chosen by what it is to
 * achieve, and whether that choice still rests on the present documents.
 */
export function CalibrationControl({ label, ...props }: GroupProps<FieldOf<"calibration">>) {
  const id = useId();
  const readOnly = useEditor((state) => state.readOnly);
  const state = useCalibration(props);
  if (readOnly && !state.stored) return null;
  return (
    <section aria-labelledby={id} className="space-y-1.5">
      <h3 id={id} className="text-sm font-medium">
        {label}
      </h3>
      {state.questions.isPending ? (
        <Skeleton className="h-20" />
      ) : (
        <div className="space-y-3 rounded-card border p-3">
          {state.stored && <CalibrationSummary stored={state.stored} state={state} />}
          {!readOnly && <Trial state={state} />}
        </div>
      )}
    </section>
  );
}

function Trial({ state }: { state: CalibrationState }) {
  const t = useTranslations("editor.calibration");
  const [editing, setEditing] = useState(false);
  const { preview, questions, threshold } = state;
  const count = questions.data?.length ?? 0;
  return (
    <>
      {count === 0 && <p className="text-xs text-ink-2">{t("none")}</p>}
      {preview.isPending && (
        <p role="status" className="flex items-center gap-2 text-xs text-ink-2">
          <Spinner className="size-3.5" /> {t("running", { count })}
        </p>
      )}
      {preview.data && (
        <>
          <Effect questions={preview.data.results} threshold={threshold} />
          {state.previewStale && <p className="text-xs text-ink-2">{t("stale")}</p>}
          <GoalPicker state={state} questions={preview.data.results} />
        </>
      )}
      {preview.error && <ErrorNotice error={preview.error} />}
      {questions.error && <ErrorNotice error={questions.error} />}
      <div className="space-y-2">
        <div className="flex flex-wrap gap-2">
          {count > 0 && (
            <Button size="sm" disabled={preview.isPending} onClick={() => void state.run()}>
              {t(preview.data ? "runAgain" : "run")}
            </Button>
          )}
          <Button size="sm" variant="ghost" onClick={() => setEditing(true)}>
            {t(count > 0 ? "edit" : "add")}
          </Button>
        </div>
        {count > 0 && (
          <Checkbox
            checked={state.withoutSource}
            label={<span className="text-xs text-ink-2">{t("withoutSource")}</span>}
            onCheckedChange={state.setWithoutSource}
          />
        )}
      </div>
      {editing && (
        <QuestionsDialog
          nodeId={state.nodeId}
          questions={questions.data ?? []}
          onClose={() => setEditing(false)}
        />
      )}
    </>
  );
}

function Effect({
  questions,
  threshold,
}: {
  questions: readonly ScoredQuestion[];
  threshold: number;
}) {
  const t = useTranslations("editor.calibration");
  const { answered, wronglyAnswered } = operatingPoint(questions, threshold);
  const wrong = misjudged(threshold, questions);
  const answers = t("answers", { count: answered.part, total: answered.whole });
  const refused = wronglyAnswered.whole - wronglyAnswered.part;
  const refuses = t("refuses", { count: refused, total: wronglyAnswered.whole });
  return (
    <>
      <figure aria-label={t("plot", { answers, refuses })}>
        <figcaption className="mb-2 text-sm" aria-live="polite">
          <span className="font-medium text-accent-ink">{answers}</span>
          <br />
          <span className="font-medium text-refuse-ink">{refuses}</span>
        </figcaption>
        <ScorePlot questions={questions} threshold={threshold} />
        {wrong.length > 0 && (
          <details className="mt-1 text-xs text-ink-2">
            <summary className="min-h-6">{t("wrong", { count: wrong.length })}</summary>
            <ul className="list-disc space-y-1 pt-1 pl-4">
              {wrong.map(({ question, score, without }, index) => (
                <li key={index}>
                  {without === null ? question : t("without", { question, document: without })} (
                  {t("score", { percent: Math.round(score * 100) })})
                </li>
              ))}
            </ul>
          </details>
        )}
      </figure>
      {answered.whole > 0 && wronglyAnswered.whole > 0 && (
        <CurvePlot questions={questions} threshold={threshold} />
      )}
    </>
  );
}
