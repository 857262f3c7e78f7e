"use client";

import { useFormatter, useTranslations } from "use-intl";
import type { Passage } from "@/lib/graph/values";

export interface WhyPassageProps {
  passage: Pick<Passage, "scores" | "places" | "repeats" | "wordings" | "contextOf">;
  /** What a router made of all the passages together; absent where none did, or where it isn't known. */
  decision?: Decision | undefined;
}

export interface Decision {
  /** The router's score, 0..1, and what it would be without this passage. */
  readonly score: number;
  readonly without: number;
  /** What a score has to reach; several where several routers ask for different ones. */
  readonly thresholds: readonly number[];
}

/** How a passage came to stand where it does, a line for each stage of the search; scores fold out below. */
export function WhyPassage({ passage, decision }: WhyPassageProps) {
  const t = useTranslations("whyPassage");
  return (
    <details data-why className="text-xs text-ink-2">
      <summary className="min-h-6 w-fit rounded-control py-0.5 font-medium hover:text-ink">
        {t("title")}
      </summary>
      <dl className="mt-1 space-y-1.5 text-pretty">
        <Stages passage={passage} />
        {decision && <DecisionLine {...decision} />}
      </dl>
      {passage.places && <Technical passage={passage} />}
    </details>
  );
}

function Stages({ passage }: Pick<WhyPassageProps, "passage">) {
  const t = useTranslations("whyPassage");
  const { places, repeats = 0, wordings, contextOf } = passage;
  if (contextOf !== undefined) return <Line>{t("contextOf")}</Line>;
  if (!places) return <Line>{t("unknown")}</Line>;
  const { keyword, vector, related, fused, rerank } = places;
  return (
    <>
      <Line name={t("keyword")}>
        {keyword === null ? t("keywordNone") : t("keywordPlace", { place: keyword })}
      </Line>
      <Line name={t("vector")}>
        {vector === null ? t("vectorNone") : t("vectorPlace", { place: vector })}
      </Line>
      {related != null && <Line name={t("related")}>{t("relatedPlace", { place: related })}</Line>}
      {wordings && (
        <Line name={t("wordings")}>
          {t("wordingsText", { places: wordings.map((place) => place ?? t("none")).join(", ") })}
        </Line>
      )}
      <Line name={t("fused")}>{t("fusedPlace", { place: fused })}</Line>
      {rerank !== null && (
        <Line name={t("rerank")}>
          {t("rerankPlace", { place: rerank, moved: movedFrom(fused, rerank), from: fused })}
        </Line>
      )}
      {repeats > 0 && <Line name={t("repeats")}>{t("repeatsText", { count: repeats })}</Line>}
    </>
  );
}

function movedFrom(before: number, after: number): "up" | "down" | "not" {
  if (after === before) return "not";
  return after < before ? "up" : "down";
}

const percentOf = (share: number) => Math.round(share * 100);

function DecisionLine({ score, without, thresholds }: Decision) {
  const t = useTranslations("whyPassage");
  const percent = percentOf(score);
  const flips = thresholds.some((threshold) => score >= threshold !== without >= threshold);
  const same = percent === percentOf(without) && !flips;
  return (
    <Line name={t("decision")}>
      {same
        ? t("decisionSame", { percent })
        : t("decisionChange", { percent, without: percentOf(without), flips: String(flips) })}
    </Line>
  );
}

function Line({ name, children }: { name?: string; children: string }) {
  return (
    <div>
      {name !== undefined && <dt className="inline font-medium text-ink">{name}: </dt>}
      <dd className="inline">{children}</dd>
    </div>
  );
}

function Technical({ passage: { scores, places } }: Pick<WhyPassageProps, "passage">) {
  const t = useTranslations("whyPassage");
  const format = useFormatter();
  const shown = (value: number | null | undefined, digits = 0) =>
    value === null || value === undefined
      ? t("none")
      : format.number(value, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const rows = [
    { name: t("bm25"), place: places?.keyword, score: shown(scores.keyword, 2) },
    { name: t("cosine"), place: places?.vector, score: shown(scores.vector, 3) },
    ...(places?.related == null
      ? []
      : [{ name: t("bm25Related"), place: places.related, score: shown(scores.related, 2) }]),
    { name: t("reciprocal"), place: places?.fused, score: shown(scores.fused, 4) },
    { name: t("reranker"), place: places?.rerank, score: shown(scores.rerank, 3) },
  ];
  return (
    <details className="mt-1.5">
      <summary className="min-h-6 w-fit rounded-control py-0.5 hover:text-ink">
        {t("technical")}
      </summary>
      <table className="mt-1 w-full max-w-96 text-left tabular-nums">
        <thead>
          <tr className="border-b">
            <th className="py-0.5 font-medium">{t("stage")}</th>
            <th className="py-0.5 pl-2 text-right font-medium">{t("place")}</th>
            <th className="py-0.5 pl-2 text-right font-medium">{t("score")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, place, score }) => (
            <tr key={name}>
              <th className="py-0.5 font-normal">{name}</th>
              <td className="py-0.5 pl-2 text-right text-ink">{shown(place)}</td>
              <td className="py-0.5 pl-2 text-right text-ink">{score}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
