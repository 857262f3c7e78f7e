import type { Passage, Verdict } from "@/lib/graph/values";
import { DEFAULT_THRESHOLD } from "./threshold";
import { sufficiency } from "./sufficiency";

/** The router's decision: the score shown is the score compared, `sufficient` exactly when it reaches the threshold. */
export function decide(input: {
  question: string;
  passages: readonly Passage[];
  threshold?: number;
}): Verdict {
  const threshold = input.threshold ?? DEFAULT_THRESHOLD;
  const { score, reasons, missing } = sufficiency(input);
  return { score, threshold, sufficient: score >= threshold, reasons, missing };
}
