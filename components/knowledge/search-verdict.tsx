"use client";

import { Check, Minus } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import type { StoreDetails } from "./store-summary";
import type { SearchResult } from "./store-search";

export interface SearchVerdictProps {
  result: SearchResult;
  usedBy: StoreDetails["usedBy"];
}

const percentOf = (share: number) => Math.round(share * 100);

/** What a router would make of the passages found: its score, why, and beside what each workflow asks for. */
export function SearchVerdict({ result: { verdict, words }, usedBy }: SearchVerdictProps) {
  const t = useTranslations("stores.search");
  const percent = percentOf(verdict.score);
  return (
    <section aria-label={t("scoreLabel")} className="rounded-card bg-raised p-3.5">
      <p className="text-sm font-medium">{t("score", { percent })}</p>
      <Meter score={verdict.score} thresholds={thresholdsOf(verdict.threshold, usedBy)} />
      <Thresholds verdict={verdict} usedBy={usedBy} />
      <Reasons reasons={verdict.reasons} />
      {words.length > 0 && (
        <div className="mt-3">
          <p className="text-xs text-ink-2">{t("asked")}</p>
          <ul className="mt-1 flex flex-wrap gap-1.5">
            {words.map(({ word, found }) => (
              <li
                key={word}
                className={cn(
                  "inline-flex items-center gap-1 rounded-control px-1.5 py-0.5 text-xs",
                  found ? "bg-mark" : "border border-dashed border-line-strong text-ink-2",
                )}
              >
                {found ? (
                  <Check aria-hidden className="size-3" />
                ) : (
                  <Minus aria-hidden className="size-3" />
                )}
                {word}
                <span className="sr-only">: {found ? t("wordFound") : t("wordMissing")}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

/** What the routers that use a store ask for, each threshold once; of a store that none uses, the standard. */
export function thresholdsOf(standard: number, usedBy: StoreDetails["usedBy"]): number[] {
  const own = usedBy.flatMap(({ thresholds }) => thresholds);
  return [...new Set(own.length > 0 ? own : [standard])];
}

/** Says nothing that the words beside it don't. */
function Meter({ score, thresholds }: { score: number; thresholds: readonly number[] }) {
  return (
    <div aria-hidden className="relative my-2.5 h-1.5 rounded-full bg-line-strong">
      <div
        className={cn(
          "h-full rounded-full",
          thresholds.some((threshold) => score >= threshold) ? "bg-accent" : "bg-refuse",
        )}
        style={{ width: `${String(score * 100)}%` }}
      />
      {thresholds.map((threshold) => (
        <span
          key={threshold}
          className="absolute -inset-y-1 w-0.5 rounded-full bg-ink"
          style={{ left: `${String(threshold * 100)}%` }}
        />
      ))}
    </div>
  );
}

function Thresholds({
  verdict: { score, threshold },
  usedBy,
}: {
  verdict: SearchResult["verdict"];
  usedBy: StoreDetails["usedBy"];
}) {
  const t = useTranslations("stores.search");
  const own = usedBy.flatMap(({ id, name, thresholds }) =>
    thresholds.map((one, at) => ({ key: `${id} ${String(at)}`, name, threshold: one })),
  );
  const all = own.length > 0 ? own : [{ key: "standard", name: t("standard"), threshold }];
  return (
    <>
      <ul className="max-h-32 space-y-0.5 overflow-y-auto text-xs text-ink-2 tabular-nums">
        {all.map((one) => (
          <li key={one.key} className="flex items-center gap-1.5 break-words">
            <span
              aria-hidden
              className={cn(
                "size-2 shrink-0 rounded-full",
                score >= one.threshold ? "bg-accent" : "bg-refuse",
              )}
            />
            {t("threshold", {
              name: one.name,
              percent: percentOf(one.threshold),
              sufficient: String(score >= one.threshold),
            })}
          </li>
        ))}
      </ul>
      <p className="mt-1 text-xs text-ink-3">{t("limitNote")}</p>
    </>
  );
}

function Reasons({ reasons }: { reasons: SearchResult["verdict"]["reasons"] }) {
  const t = useTranslations("stores.reasons");
  const format = useFormatter();
  if (reasons.length === 0) return null;
  return (
    <ul aria-label={t("label")} className="mt-2 list-disc space-y-0.5 pl-4 text-xs text-ink-2">
      {reasons.map(({ code, terms }) => (
        <li key={code}>
          {t(code, { terms: format.list(terms.map((term) => t("quoted", { term }))) })}
        </li>
      ))}
    </ul>
  );
}
