"use client";

import { useTranslations } from "use-intl";
import type { RouterOutputs } from "@/lib/trpc/client";
import { useMoney } from "./use-money";

type Day = RouterOutputs["usage"]["summary"]["days"][number];

/** A bar for each day, by cost where any is known, else by calls; each says its numbers on hover and to screen readers. */
export function SpendChart({ days }: { days: readonly Day[] }) {
  const t = useTranslations("insights.chart");
  const money = useMoney();
  const byCost = days.some(({ cost }) => cost > 0);
  const sizeOf = (day: Day) => (byCost ? day.cost : day.calls);
  const most = Math.max(...days.map(sizeOf), 0);
  return (
    <section aria-labelledby="spend-chart" className="rounded-card border bg-surface p-4">
      <div className="flex items-baseline justify-between gap-4">
        <h2 id="spend-chart" className="text-sm font-semibold">
          {t(byCost ? "title" : "calls")}
        </h2>
        {most > 0 && (
          <span className="text-xs text-ink-2 tabular-nums">{byCost ? money(most) : most}</span>
        )}
      </div>
      {most === 0 ? (
        <p className="mt-2 text-ink-2">{t("none")}</p>
      ) : (
        <ol className="mt-3 flex h-32 items-end gap-px border-b sm:gap-1">
          {days.map((day) => {
            const text = t("bar", {
              day: new Date(`${day.day}T00:00:00Z`),
              cost: money(day.cost),
              calls: day.calls,
            });
            return (
              <li key={day.day} title={text} className="flex h-full min-w-0 grow items-end">
                <span className="sr-only">{text}</span>
                <span
                  aria-hidden
                  className="w-full rounded-t-[3px] bg-accent"
                  style={{ height: `${(sizeOf(day) / most) * 100}%` }}
                />
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}
