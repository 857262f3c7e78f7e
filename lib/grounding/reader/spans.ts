import type { PassageEvidence, ReadPassage } from "../evidence";
import { STOP_WORDS } from "../text/stop-words";
import type { Token } from "../text/tokens";

/** A stretch of a sentence that could be the answer, as token indices of its passage; `to` excluded. */
export interface Span {
  from: number;
  to: number;
}

const MAX_TOKENS = 8;
/** A run of unspaced characters longer than this is a clause rather than a thing. */
const MAX_UNSPACED = 12;
/** Words that join two stretches into one thing: "Treaty of Versailles", "war on drugs". */
const JOINS = /^(?:of|and|the|for|to|in|on|de|la|von|van|der|del|des|du|y|und|et)$/;

const isContent = (token: Token) =>
  token.kind !== "word" || (!STOP_WORDS.has(token.lower) && token.lower.length > 0);

/** Whether nothing but white space, a hyphen, an apostrophe or a currency sign parts two neighbouring tokens. */
const touches = (gap: string) => /^[\s'’\-–&$€£¥%]{0,2}$/.test(gap);

/** Runs of content words in a sentence. */
function chunks(passage: PassageEvidence, from: number, to: number): Span[] {
  const { tokens } = passage;
  const { text } = passage.passage;
  const found: Span[] = [];
  let start = -1;
  const close = (end: number) => {
    if (start >= 0) found.push({ from: start, to: end });
    start = -1;
  };
  for (let at = from; at < to; at += 1) {
    const token = tokens[at];
    const previous = tokens[at - 1];
    if (!token || !isContent(token)) {
      close(at);
      continue;
    }
    if (
      start >= 0 &&
      previous &&
      token.start >= previous.end &&
      !touches(text.slice(previous.end, token.start))
    )
      close(at);
    if (start < 0) start = at;
  }
  close(to);
  return found;
}

/** Parts of a run: without the words of the question, its names, its numbers with what they count. */
function parts({ tokens }: PassageEvidence, chunk: Span, asked: ReadonlySet<number>): Span[] {
  const found: Span[] = [chunk];
  const runs = (keep: (at: number) => boolean) => {
    let start = -1;
    for (let at = chunk.from; at <= chunk.to; at += 1) {
      const kept = at < chunk.to && keep(at);
      if (kept && start < 0) start = at;
      if (!kept && start >= 0) {
        found.push({ from: start, to: at });
        start = -1;
      }
    }
  };
  runs((at) => !asked.has(at));
  runs((at) => tokens[at]?.capital === true);
  for (let at = chunk.from; at < chunk.to; at += 1)
    if (tokens[at]?.kind === "number") found.push({ from: at, to: at + 1 });
  return found;
}

/**
 * Stretches of one sentence that could be an answer: runs of content words, parts of them, and two runs joined by a
 * little word. None is made of the question's words alone.
 */
export function spansOf(
  passage: PassageEvidence,
  range: { from: number; to: number },
  asked: ReadonlySet<number>,
): Span[] {
  const runs = chunks(passage, range.from, range.to);
  const spans = runs.flatMap((chunk) => parts(passage, chunk, asked));
  runs.forEach((chunk, index) => {
    const next = runs[index + 1];
    if (!next) return;
    const between = passage.tokens.slice(chunk.to, next.from);
    if (
      between.length >= 1 &&
      between.length <= 2 &&
      between.every(({ lower }) => JOINS.test(lower))
    )
      spans.push({ from: chunk.from, to: next.to });
  });
  const seen = new Set<string>();
  return spans.filter(({ from, to }) => {
    const key = `${String(from)}-${String(to)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    const most = passage.tokens[from]?.kind === "cjk" ? MAX_UNSPACED : MAX_TOKENS;
    if (to - from > most || to <= from) return false;
    for (let at = from; at < to; at += 1) if (!asked.has(at)) return true;
    return false;
  });
}

/** The span's text, as the passage has it. */
export function spanText(passage: ReadPassage, { from, to }: Span): string {
  const { tokens } = passage;
  return passage.passage.text.slice(tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0);
}
