import type { Passage } from "@/lib/graph/values";
import { coverage, gatherEvidence, union } from "./evidence";

const MAX_SUBJECTS = 3;
/** Share of the question's weight that a passage has to have words for before its subject is worth naming. */
const MIN_COVERAGE = 0.2;

/**
 * What the passages nearest to a question are about, by their innermost heading or else their document: something to ask
 * instead. Only of passages that share something with the question; the nearest first, each once.
 */
export function subjectsOf(input: { question: string; passages: readonly Passage[] }): string[] {
  const evidence = gatherEvidence(input);
  const near = evidence.passages.filter(
    ({ cover, titleCover }) => coverage(evidence, union(cover, titleCover)) >= MIN_COVERAGE,
  );
  const subjects = near.map(({ passage }) => passage.headings.at(-1) ?? nameOf(passage));
  return [...new Set(subjects)].slice(0, MAX_SUBJECTS);
}

/** The document's name as a person would say it. */
function nameOf({ documentName }: Passage): string {
  return documentName.replace(/\.\w{2,5}$/, "").replace(/[-_]+/g, " ");
}
