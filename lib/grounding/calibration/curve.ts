/** A question whose right treatment is known, with the score the router gave it, 0..1. */
export interface JudgedQuestion {
  readonly answerable: boolean;
  readonly score: number;
}

/** `part` of `whole`, with the 95 % interval in which the true share lies as far as so few questions can tell, 0..1. */
export interface Share {
  readonly part: number;
  readonly whole: number;
  readonly low: number;
  readonly high: number;
}

/** What a threshold does: answered is what reaches it, exactly as the router compares. */
export interface OperatingPoint {
  readonly threshold: number;
  /** Of the answerable questions. */
  readonly answered: Share;
  /** Of the unanswerable ones: the confident answers from nothing. */
  readonly wronglyAnswered: Share;
}

/** What a threshold does to these questions. */
export function operatingPoint(
  questions: readonly JudgedQuestion[],
  threshold: number,
): OperatingPoint {
  const reached = (answerable: boolean) => {
    const own = questions.filter((question) => question.answerable === answerable);
    return shareOf(own.filter(({ score }) => score >= threshold).length, own.length);
  };
  return { threshold, answered: reached(true), wronglyAnswered: reached(false) };
}

/**
 * All that a threshold can do to these questions, from answering everything to refusing everything. Each point stands
 * for the thresholds between two neighbouring scores, and names one of them that is no score itself.
 */
export function curveOf(questions: readonly JudgedQuestion[]): OperatingPoint[] {
  return thresholdsOf(questions).map((threshold) => operatingPoint(questions, threshold));
}

/** One threshold for each way the questions can be divided, rising. */
function thresholdsOf(questions: readonly JudgedQuestion[]): number[] {
  const scores = [...new Set(questions.map(({ score }) => score))].sort((a, b) => a - b);
  const between = scores.slice(1).map((score, index) => roundBetween(scores[index] ?? 0, score));
  const last = scores.at(-1) ?? 0;
  return [0, ...between, ...(last < 1 ? [roundBetween(last, 1)] : [])];
}

/** The roundest number that lies above `low` and not above `high`, near their middle. */
function roundBetween(low: number, high: number): number {
  const middle = (low + high) / 2;
  for (let digits = 2; digits <= 15; digits += 1) {
    const rounded = Number(middle.toFixed(digits));
    if (rounded > low && rounded <= high) return rounded;
  }
  return high;
}

/** The 95 % quantile of the normal distribution, both sides. */
const Z = 1.959964;

/**
 * A share with its Wilson score interval (E. B. Wilson, JASA 22, 1927): sound for few questions and for shares of 0 and 1. Of
 * no questions at all nothing is known: 0..1.
 */
export function shareOf(part: number, whole: number): Share {
  if (whole === 0) return { part, whole, low: 0, high: 1 };
  const p = part / whole;
  const scale = 1 + Z ** 2 / whole;
  const centre = (p + Z ** 2 / (2 * whole)) / scale;
  const half = (Z / scale) * Math.sqrt((p * (1 - p)) / whole + Z ** 2 / (4 * whole ** 2));
  return { part, whole, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
