import type { Judgement, Passage, Verdict } from "@/lib/graph/values";
import { withJudgement } from "./judgement";
import { DEFAULT_THRESHOLD } from "./threshold";
import { sufficiency } from "./sufficiency";

/**
 * The router's decision: the score shown is the score compared, `sufficient` exactly when it reaches the threshold. A
 * model's judgement, where there is one, is part of that score.
 */
export function decide(input: {
  question: string;
  passages: readonly Passage[];
  threshold?: number;
  judgement?: Judgement;
}): Verdict {
  const threshold = input.threshold ?? DEFAULT_THRESHOLD;
  const { judgement } = input;
  const { score: fast, reasons, missing } = sufficiency(input);
  const score = judgement ? withJudgement(fast, judgement) : fast;
  const verdict = { score, threshold, sufficient: score >= threshold, reasons, missing };
  return judgement ? { ...verdict, judge: { state: "judged", fast, ...judgement } } : verdict;
}
