import { curveOf, type JudgedQuestion, type OperatingPoint, type Share } from "./curve";

/** What a router is to be set to; shares are 0..1. */
export type Goal =
  | { readonly kind: "at-most-wrong"; readonly share: number }
  | { readonly kind: "at-least-answered"; readonly share: number };

/** Counting in floating point must not make 19 of 20 less than 95 %. */
const EPSILON = 1e-9;

const ratio = ({ part, whole }: Share) => (whole === 0 ? 0 : part / whole);

/**
 * The threshold that reaches a goal on these questions at the least cost: of those that answer few enough unanswerable
 * questions the one that answers most, of those that answer enough the one that refuses most. Null when the goal says
 * something of a kind of question that isn't there, or can't be reached.
 */
export function pickThreshold(
  questions: readonly JudgedQuestion[],
  { kind, share }: Goal,
): OperatingPoint | null {
  const curve = curveOf(questions);
  if (kind === "at-most-wrong") {
    const meets = ({ wronglyAnswered }: OperatingPoint) =>
      wronglyAnswered.whole > 0 && ratio(wronglyAnswered) <= share + EPSILON;
    return curve.find(meets) ?? null;
  }
  const meets = ({ answered }: OperatingPoint) =>
    answered.whole > 0 && ratio(answered) >= share - EPSILON;
  return curve.findLast(meets) ?? null;
}
