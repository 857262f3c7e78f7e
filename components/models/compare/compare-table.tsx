"use client";

import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { Skeleton } from "@/components/ui/skeleton";
import { useErrorText } from "@/lib/i18n/use-error-text";
import type { Compared, Comparison } from "./use-comparison";

/** A row for each question, a column for each model, and what each model took in all. */
export function CompareTable({
  comparison,
  running,
}: {
  comparison: Comparison;
  running: boolean;
}) {
  const t = useTranslations("models.compare");
  const { questions, models, answers } = comparison;
  const answerOf = (question: number, model: number) =>
    answers.find((one) => one.question === question && one.model === model);
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region has to take the keyboard
    <div tabIndex={0} className="overflow-x-auto rounded-card border bg-surface">
      <table className="w-full min-w-160 table-fixed text-left text-sm" aria-label={t("results")}>
        <thead>
          <tr className="border-b text-xs text-ink-2">
            <th scope="col" className="w-1/4 px-4 py-2 font-medium">
              {t("question")}
            </th>
            {models.map(({ label }, index) => (
              <th key={index} scope="col" className="px-4 py-2 font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {questions.map((question, at) => (
            <tr key={at} className="border-b align-top">
              <th scope="row" className="px-4 py-3 font-medium break-words">
                {question}
              </th>
              {models.map((_, model) => {
                const answer = answerOf(at, model);
                return (
                  <td key={model} className="px-4 py-3">
                    {answer && <Answer compared={answer} />}
                    {!answer && running && <Skeleton className="h-12 w-full" />}
                    {!answer && !running && <span className="text-ink-2">{t("notAsked")}</span>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="align-top text-ink-2">
            <th scope="row" className="px-4 py-3 font-medium">
              {t("inAll")}
            </th>
            {models.map((_, model) => (
              <td key={model} className="px-4 py-3 tabular-nums">
                <Total answers={answers.filter((one) => one.model === model)} />
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Answer({ compared }: { compared: Compared }) {
  const t = useTranslations("models.compare");
  const { answer, error } = compared;
  return (
    <div className="space-y-1.5">
      {error && <Failure error={error} />}
      {answer && (
        <>
          <p className="flex flex-wrap gap-1">
            <Badge tone={answer.outcome === "answered" ? "accent" : "refuse"}>
              {t(answer.outcome)}
            </Badge>
            {answer.outcome === "answered" && (
              <Badge>{t("citations", { count: answer.citations })}</Badge>
            )}
            {answer.unproved > 0 && (
              <Badge tone="danger">{t("unproved", { count: answer.unproved })}</Badge>
            )}
          </p>
          <p className="max-h-40 overflow-y-auto break-words whitespace-pre-wrap">{answer.text}</p>
        </>
      )}
      <Figures compared={compared} />
    </div>
  );
}

function Failure({ error }: { error: NonNullable<Compared["error"]> }) {
  const { what, next } = useErrorText(error);
  return (
    <p className="text-danger-ink">
      {what} {next}
    </p>
  );
}

function Figures({ compared: { durationMs, usage, cost } }: { compared: Compared }) {
  const t = useTranslations("models.compare");
  if (durationMs === null || usage === null) return null;
  return (
    <p className="text-xs text-ink-2 tabular-nums">
      {t("took", { ms: Math.round(durationMs) })} ·{" "}
      {t("tokens", { count: usage.inputTokens + usage.outputTokens })}
      {cost !== null && <> · {t("cost", { cost })}</>}
    </p>
  );
}

function Total({ answers }: { answers: readonly Compared[] }) {
  const t = useTranslations("models.compare");
  const sum = (of: (one: Compared) => number) => answers.reduce((all, one) => all + of(one), 0);
  const timed = answers.filter(({ durationMs }) => durationMs !== null);
  const priced = answers.filter(({ cost }) => cost !== null);
  const total = {
    answered: answers.filter(({ answer }) => answer?.outcome === "answered").length,
    refused: answers.filter(({ answer }) => answer?.outcome === "refused").length,
    failed: answers.filter(({ error }) => error !== null).length,
    citations: sum(({ answer }) => answer?.citations ?? 0),
    unproved: sum(({ answer }) => answer?.unproved ?? 0),
  };
  return (
    <div className="space-y-0.5">
      <p>{t("totalOutcomes", total)}</p>
      <p>{t("totalProof", total)}</p>
      {timed.length > 0 && (
        <p>{t("mean", { ms: Math.round(sum((one) => one.durationMs ?? 0) / timed.length) })}</p>
      )}
      <p>
        {t("tokens", {
          count: sum(({ usage }) => (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0)),
        })}
        {" · "}
        {priced.length > 0 && priced.length === timed.length
          ? t("cost", { cost: sum(({ cost }) => cost ?? 0) })
          : t("noPrice")}
      </p>
    </div>
  );
}
