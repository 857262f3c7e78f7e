"use client";

import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { stackedRows, type ScoredQuestion } from "./scores";

const DOT = 9;
/** A dot's width in the unit of the scores, with the plot about 320 pixels wide. */
const DOT_SHARE = 0.031;
const AXIS = [0, 25, 50, 75, 100];

/** Two strips of dots, one a question: the answerable above, the others below, and the threshold through both. */
export function ScorePlot({
  questions,
  threshold,
}: {
  questions: readonly ScoredQuestion[];
  threshold: number;
}) {
  const t = useTranslations("editor.calibration");
  return (
    <div>
      <div className="relative">
        <Strip
          label={t("answerable")}
          questions={questions.filter(({ answerable }) => answerable)}
          threshold={threshold}
        />
        <Strip
          label={t("unanswerable")}
          questions={questions.filter(({ answerable }) => !answerable)}
          threshold={threshold}
        />
        <div aria-hidden className="pointer-events-none absolute inset-x-1.5 inset-y-0">
          <span
            className="absolute inset-y-0 w-px bg-ink"
            style={{ left: `${threshold * 100}%` }}
          />
        </div>
      </div>
      <div aria-hidden className="relative mx-1.5 mt-1 h-5 text-xs text-ink-3 tabular-nums">
        {AXIS.map((percent) => (
          <span
            key={percent}
            style={{ left: `${percent}%` }}
            className={cn(
              "absolute whitespace-nowrap",
              percent === 100 ? "-translate-x-full" : percent > 0 && "-translate-x-1/2",
            )}
          >
            {t("axis", { percent })}
          </span>
        ))}
      </div>
    </div>
  );
}

function Strip({
  label,
  questions,
  threshold,
}: {
  label: string;
  questions: readonly ScoredQuestion[];
  threshold: number;
}) {
  const t = useTranslations("editor.calibration");
  const rows = stackedRows(
    questions.map(({ score }) => score),
    DOT_SHARE,
  );
  const height = (Math.max(0, ...rows) + 1) * DOT + 4;
  return (
    <div className="border-b px-1.5 pt-1.5 pb-1 last:border-b-0">
      <p className="text-xs text-ink-2">{label}</p>
      <div className="relative mt-1" style={{ height }}>
        {questions.map(({ question, answerable, score }, index) => {
          const answered = score >= threshold;
          const text = { question, percent: Math.round(score * 100) };
          return (
            <span
              key={index}
              data-answered={answered}
              title={t(answered ? "dotAnswered" : "dotRefused", text)}
              style={{ left: `${score * 100}%`, bottom: (rows[index] ?? 0) * DOT }}
              className={cn(
                "absolute size-2 -translate-x-1/2 rounded-full border",
                answerable === answered
                  ? answered
                    ? "border-accent bg-accent"
                    : "border-refuse bg-refuse"
                  : "border-danger bg-surface",
              )}
            />
          );
        })}
      </div>
    </div>
  );
}
