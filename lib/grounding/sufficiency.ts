import type { Missing, Passage, Reason } from "@/lib/graph/values";
import { coverage, gatherEvidence, union, type Evidence, type PassageEvidence } from "./evidence";
import { bestPassage, featuresOf } from "./features";
import { probability } from "./model/model";
import { bestWindow, candidates } from "./window";

export interface Sufficiency {
  /** Calibrated probability in 0..1 that the passages hold the answer. */
  score: number;
  reasons: Reason[];
  missing: Missing;
}

const COVERED = 0.5;
/** Below this share of the question a passage is about something else. */
const WEAK = 0.45;

const nothing: Missing = { terms: [], entities: [], answerType: null };

/** Groups missing terms into names as they stood together in the question; numbers count as names too. */
function missingEntities(
  evidence: Evidence,
  lacks: ReadonlySet<number>,
): { names: string[]; numbers: string[] } {
  const { question } = evidence;
  const names: string[] = [];
  const used = new Set<number>();
  for (const group of question.names) {
    if (!group.some((term) => lacks.has(term))) continue;
    group.forEach((term) => used.add(term));
    names.push(group.map((term) => question.terms[term]?.surface ?? "").join(" "));
  }
  const numbers: string[] = [];
  for (const term of lacks) {
    const asked = question.terms[term];
    if (!asked || used.has(term)) continue;
    if (asked.kind === "number") numbers.push(asked.surface);
    else if (evidence.isName[term]) names.push(asked.surface);
  }
  return { names, numbers };
}

const surfaces = (evidence: Evidence, terms: Iterable<number>) =>
  [...terms].map((term) => evidence.question.terms[term]?.surface ?? "");

function missingType(evidence: Evidence): Missing["answerType"] {
  const window = bestWindow(evidence, 3);
  const { type } = evidence.question;
  return window && candidates(evidence, window, type)?.length === 0 ? type : null;
}

function explain(evidence: Evidence, best: PassageEvidence): Omit<Sufficiency, "score"> {
  const whole = union(
    ...evidence.passages.map((passage) => union(passage.cover, passage.titleCover)),
  );
  const own = union(best.cover, best.titleCover);
  const all = evidence.question.terms.map((_, term) => term);
  const covered = all.filter((term) => (own[term] ?? 0) >= COVERED);
  const lacks = new Set(all.filter((term) => (whole[term] ?? 0) < COVERED));
  const elsewhere = all.filter((term) => !lacks.has(term) && !covered.includes(term));
  const { names, numbers } = missingEntities(evidence, lacks);
  const answerType = missingType(evidence);
  const reasons: Reason[] = [];
  const add = (code: Reason["code"], terms: string[]) => reasons.push({ code, terms });
  if (covered.length > 0) add("terms-covered", surfaces(evidence, covered));
  if (lacks.size > 0) add("terms-missing", surfaces(evidence, lacks));
  if (names.length > 0) add("entity-missing", names);
  if (numbers.length > 0) add("number-missing", numbers);
  if (answerType !== null) add("answer-type-missing", []);
  if (elsewhere.length > 0) add("spread-over-passages", surfaces(evidence, elsewhere));
  if (coverage(evidence, own) < WEAK) add("weak-match", []);
  return {
    reasons,
    missing: { terms: surfaces(evidence, lacks), entities: [...names, ...numbers], answerType },
  };
}

/**
 * Judges, without any model call, whether the passages hold the answer to the question. Works from words, names,
 * numbers, the kind of fact asked for and the order of the ranked lists; never from the scale of their scores,
 * any of which may be null.
 */
export function sufficiency(input: {
  question: string;
  passages: readonly Passage[];
}): Sufficiency {
  if (input.passages.length === 0) {
    return { score: 0, reasons: [{ code: "no-passages", terms: [] }], missing: nothing };
  }
  const evidence = gatherEvidence(input);
  const features = featuresOf(evidence);
  const best = bestPassage(evidence);
  if (!features || !best)
    return { score: 0, reasons: [{ code: "weak-match", terms: [] }], missing: nothing };
  return { score: probability(features), ...explain(evidence, best) };
}
