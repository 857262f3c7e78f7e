/** What a run may do with a file, in the order in which it is told. */
export const OUTCOMES = ["added", "changed", "moved", "removed", "skipped", "failed"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export function isOutcome(text: string): text is Outcome {
  return OUTCOMES.some((outcome) => outcome === text);
}
