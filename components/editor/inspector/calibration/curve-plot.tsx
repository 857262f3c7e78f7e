"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl";
import {
  curveOf,
  operatingPoint,
  type JudgedQuestion,
  type OperatingPoint,
  type Share,
} from "@/lib/grounding/calibration/curve";

const SIZE = 100;
/** Room for the dot where it stands on an edge. */
const MARGIN = 5;
const ratio = ({ part, whole }: Share) => (whole === 0 ? 0 : part / whole);
const x = (share: number) => share * SIZE;
const y = (share: number) => SIZE - share * SIZE;

/**
 * What every threshold would do: to the right the unanswerable questions answered, upwards the answerable ones. The
 * band is where the curve may really lie, with so few questions; the dot is the present threshold.
 */
export function CurvePlot({
  questions,
  threshold,
}: {
  questions: readonly JudgedQuestion[];
  threshold: number;
}) {
  const t = useTranslations("editor.calibration");
  const curve = useMemo(() => curveOf(questions), [questions]);
  const now = operatingPoint(questions, threshold);
  const shares = {
    answered: percent(ratio(now.answered)),
    answeredLow: percent(now.answered.low),
    answeredHigh: percent(now.answered.high),
    wrong: percent(ratio(now.wronglyAnswered)),
    wrongLow: percent(now.wronglyAnswered.low),
    wrongHigh: percent(now.wronglyAnswered.high),
  };
  return (
    <figure aria-label={t("curve.label", shares)}>
      <div className="grid grid-cols-[auto_1fr] gap-x-1.5 text-xs text-ink-2">
        <span className="rotate-180 self-center [writing-mode:vertical-rl]">{t("curve.y")}</span>
        <svg
          aria-hidden
          viewBox={`${String(-MARGIN)} ${String(-MARGIN)} ${String(SIZE + 2 * MARGIN)} ${String(SIZE + 2 * MARGIN)}`}
          preserveAspectRatio="none"
          className="h-40 w-full"
        >
          <Grid />
          <path d={band(curve)} className="fill-accent-soft" />
          <path
            d={steps(curve)}
            className="fill-none stroke-accent"
            strokeWidth={2}
            vectorEffect="non-scaling-stroke"
          />
          <Whiskers point={now} />
          <path
            d={dot(now)}
            className="stroke-ink"
            strokeWidth={10}
            strokeLinecap="round"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        <span />
        <span className="mt-0.5 flex justify-between">
          <span>{t("axis", { percent: 0 })}</span>
          <span>{t("curve.x")}</span>
          <span>{t("axis", { percent: 100 })}</span>
        </span>
      </div>
      <figcaption className="mt-1 text-xs text-ink-2">{t("curve.now", shares)}</figcaption>
    </figure>
  );
}

const percent = (share: number) => Math.round(share * 100);

function Grid() {
  return (
    <g className="stroke-line" strokeWidth={1}>
      {[0, 0.5, 1].map((share) => (
        <g key={share}>
          <line x1={0} x2={SIZE} y1={y(share)} y2={y(share)} vectorEffect="non-scaling-stroke" />
          <line y1={0} y2={SIZE} x1={x(share)} x2={x(share)} vectorEffect="non-scaling-stroke" />
        </g>
      ))}
    </g>
  );
}

/** The intervals of the present threshold, in both directions. */
function Whiskers({ point: { answered, wronglyAnswered } }: { point: OperatingPoint }) {
  return (
    <g className="stroke-ink-2" strokeWidth={1.5}>
      <line
        x1={x(ratio(wronglyAnswered))}
        x2={x(ratio(wronglyAnswered))}
        y1={y(answered.low)}
        y2={y(answered.high)}
        vectorEffect="non-scaling-stroke"
      />
      <line
        x1={x(wronglyAnswered.low)}
        x2={x(wronglyAnswered.high)}
        y1={y(ratio(answered))}
        y2={y(ratio(answered))}
        vectorEffect="non-scaling-stroke"
      />
    </g>
  );
}

/** A point as a line of no length: its round end stays round however the plot is stretched. */
function dot({ answered, wronglyAnswered }: OperatingPoint): string {
  const at = `${String(x(ratio(wronglyAnswered)))} ${String(y(ratio(answered)))}`;
  return `M ${at} L ${at}`;
}

/** The curve from refusing everything (left) to answering everything (right), as the steps it really has. */
function steps(curve: readonly OperatingPoint[]): string {
  return [...curve]
    .reverse()
    .map(({ answered, wronglyAnswered }, index) => {
      const across = String(x(ratio(wronglyAnswered)));
      const up = String(y(ratio(answered)));
      return index === 0 ? `M ${across} ${up}` : `H ${across} V ${up}`;
    })
    .join(" ");
}

function band(curve: readonly OperatingPoint[]): string {
  const rising = [...curve].reverse();
  const at = ({ wronglyAnswered }: OperatingPoint, share: number) =>
    `${String(x(ratio(wronglyAnswered)))} ${String(y(share))}`;
  const upper = rising.map((point) => at(point, point.answered.high));
  const lower = curve.map((point) => at(point, point.answered.low));
  return `M ${[...upper, ...lower].join(" L ")} Z`;
}
