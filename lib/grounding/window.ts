import { coverage, union, type Evidence, type PassageEvidence } from "./evidence";
import { EVIDENCE, type AnswerType } from "./text/answer-types";
import { STOP_WORDS } from "./text/stop-words";

/** One to three neighbouring sentences of one passage, as indices; `last` included. */
export interface Window {
  passage: PassageEvidence;
  first: number;
  last: number;
  cover: number[];
  /** Share of the question's weight covered inside the window. */
  coverage: number;
}

/** The window's stretch of the passage text. */
export function windowSpan(window: Window): { start: number; end: number } {
  const { sentences } = window.passage;
  return { start: sentences[window.first]?.start ?? 0, end: sentences[window.last]?.end ?? 0 };
}

/** All windows of exactly `size` sentences, or the whole passage when it has fewer. */
export function windowsOf(evidence: Evidence, passage: PassageEvidence, size: number): Window[] {
  const count = passage.sentences.length;
  const windows: Window[] = [];
  for (let first = 0; first === 0 || first + size <= count; first += 1) {
    const last = Math.min(first + size, count) - 1;
    const cover = union(...passage.sentenceCover.slice(first, last + 1));
    windows.push({ passage, first, last, cover, coverage: coverage(evidence, cover) });
  }
  return windows;
}

/** The window covering most of the question; earlier passages and sentences win ties. */
export function bestWindow(
  evidence: Evidence,
  size: number,
  among = evidence.passages,
): Window | null {
  let best: Window | null = null;
  for (const passage of among) {
    for (const window of windowsOf(evidence, passage, size)) {
      if (!best || window.coverage > best.coverage + 1e-9) best = window;
    }
  }
  return best;
}

/** Token indices of a window, end exclusive. */
export function tokenRange(window: Pick<Window, "passage" | "first" | "last">): {
  from: number;
  to: number;
} {
  const { sentenceOf } = window.passage;
  let from = sentenceOf.indexOf(window.first);
  if (from < 0) from = sentenceOf.length;
  let to = from;
  while (to < sentenceOf.length && (sentenceOf[to] ?? 0) <= window.last) to += 1;
  return { from, to };
}

function nameTokens(evidence: Evidence, window: Window): number[] {
  const asked = new Set(evidence.question.terms.map((term) => term.term));
  const { tokens, sentences, sentenceOf } = window.passage;
  const { from, to } = tokenRange(window);
  const found: number[] = [];
  for (let i = from; i < to; i += 1) {
    const token = tokens[i];
    if (
      !token?.capital ||
      token.kind !== "word" ||
      STOP_WORDS.has(token.lower) ||
      asked.has(token.term)
    )
      continue;
    const opens = token.start === sentences[sentenceOf[i] ?? 0]?.start;
    if (!opens || tokens[i + 1]?.capital) found.push(i);
  }
  return found;
}

/**
 * Tokens in the window that could be the fact asked for: of the right kind and not already in the question.
 * Null when the kind cannot be told from the surface (no kind asked, or a name in a script without capitals).
 */
export function candidates(evidence: Evidence, window: Window, type: AnswerType): number[] | null {
  if (type === null) return null;
  const { tokens, passage } = window.passage;
  const { from, to } = tokenRange(window);
  if (type === "person" || type === "place") {
    const cased = tokens.slice(from, to).some((token) => token.capital);
    return cased ? nameTokens(evidence, window) : null;
  }
  const asked = new Set(evidence.question.terms.map((term) => term.term));
  const { start, end } = windowSpan(window);
  const text = passage.text.slice(start, end);
  const found: number[] = [];
  let cursor = from;
  for (const match of text.matchAll(EVIDENCE[type])) {
    const at = start + match.index;
    while (cursor < to - 1 && (tokens[cursor]?.end ?? 0) <= at) cursor += 1;
    const token = tokens[cursor];
    if (!token || (token.kind === "number" && asked.has(token.term))) continue;
    found.push(cursor);
  }
  return found;
}

/** Tokens between a candidate and the nearest word of the question inside the window; null without either. */
export function candidateDistance(window: Window, found: readonly number[]): number | null {
  const { from, to } = tokenRange(window);
  const hits = window.passage.hits.filter((hit) => hit.token >= from && hit.token < to);
  let best: number | null = null;
  for (const candidate of found) {
    for (const hit of hits) {
      const distance = Math.abs(hit.token - candidate);
      if (distance > 0 && (best === null || distance < best)) best = distance;
    }
  }
  return best;
}
