import type { Evidence } from "../evidence";
import { rankSentences } from "../extract-answer";
import { spanLogOdds, type ReaderModel } from "../model/reader";
import { findCandidates, type Candidate } from "./span-features";

/** What stands for "no such candidate" on the log-odds scale. */
const NONE = -10;
const HIGHEST = 5;

interface Read extends Candidate {
  logOdds: number;
}

/** The stretches that could be the answer, the likeliest first. */
export function readAnswer(evidence: Evidence, model?: ReaderModel): Read[] {
  return findCandidates(evidence)
    .map((candidate) => ({ ...candidate, logOdds: spanLogOdds(candidate.x, model) }))
    .sort((a, b) => b.logOdds - a.logOdds);
}

/** How sure the reader is of one answer: its best stretch, and by how much it leads the next ones. */
export function readerFeatures(evidence: Evidence, model?: ReaderModel) {
  const read = readAnswer(evidence, model);
  const at = (place: number) => Math.max(NONE, read[place]?.logOdds ?? NONE);
  const bySentence = new Map<string, number>();
  for (const { passage, sentence, logOdds } of read) {
    const key = `${String(passage.rank)}.${String(sentence)}`;
    if (!bySentence.has(key)) bySentence.set(key, Math.max(NONE, logOdds));
  }
  const [first = NONE, second = NONE, third = NONE] = bySentence.values();
  const together = read
    .slice(0, 8)
    .reduce((all, one) => all + Math.exp(Math.min(one.logOdds, HIGHEST)), 0);
  const [best, next] = rankSentences(evidence);
  return {
    read: at(0),
    readNext: at(1),
    readLead: at(0) - at(1),
    readSpread: at(0) - at(3),
    readTogether: Math.log(Math.exp(NONE) + together),
    readSentenceLead: first - second,
    readSentenceSpread: first - third,
    quoted: best?.score ?? 0,
    quotedNext: next?.score ?? 0,
  };
}
