/** A score with what it was to foretell. */
export interface Outcome {
  /** 0..1 */
  score: number;
  sufficient: boolean;
}

/**
 * Expected calibration error: how far, on average, the scores of a tenth of the scale lie from the share of them that
 * were sufficient; 0 is perfect.
 */
export function calibrationError(outcomes: readonly Outcome[], bins = 10): number {
  const gaps = new Array<number>(bins).fill(0);
  for (const { score, sufficient } of outcomes) {
    const bin = Math.min(bins - 1, Math.floor(score * bins));
    gaps[bin] = (gaps[bin] ?? 0) + score - Number(sufficient);
  }
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / Math.max(1, outcomes.length);
}
