import type { WrittenBlock, WrittenRun } from "@/lib/connectors/_contract/writing";
import type { Stretch } from "@/lib/graph/values";

const HEADING = /^#{1,6}\s+/;
const BULLET = /^\s*[-*•]\s+/;
const NUMBER = /^\s*\d{1,3}[.)]\s+/;
const BOLD = /\*\*(?=\S)(.+?)(?<=\S)\*\*/g;

const KINDS: readonly (readonly [RegExp, WrittenBlock["kind"]])[] = [
  [HEADING, "subheading"],
  [BULLET, "bullet"],
  [NUMBER, "number"],
];

/**
 * The text of an answer in paragraphs: lists, headings and bold words as models mark them, every other mark as it stands. What no
 * passage backs is in italics; `unsupported` are offsets in `text`.
 */
export function answerBlocks(text: string, unsupported: readonly Stretch[] = []): WrittenBlock[] {
  let at = 0;
  return text.split("\n").flatMap((line): WrittenBlock[] => {
    const start = at;
    at += line.length + 1;
    if (line.trim() === "") return [];
    const [mark, kind] = KINDS.find(([pattern]) => pattern.test(line)) ?? [/^\s*/, "text" as const];
    const skipped = mark.exec(line)?.[0].length ?? 0;
    const words = line.slice(skipped).trimEnd();
    const runs = boldRuns(words, start + skipped).flatMap((run) => cut(run, unsupported));
    return [{ kind, runs }];
  });
}

interface Placed {
  readonly run: WrittenRun;
  /** Of its first unit, in the whole text. */
  readonly at: number;
}

function boldRuns(words: string, at: number): Placed[] {
  const found: Placed[] = [];
  let from = 0;
  for (const match of words.matchAll(BOLD)) {
    if (match.index > from) {
      found.push({ run: { text: words.slice(from, match.index) }, at: at + from });
    }
    found.push({ run: { text: match[1] ?? "", bold: true }, at: at + match.index + 2 });
    from = match.index + match[0].length;
  }
  if (from < words.length) found.push({ run: { text: words.slice(from) }, at: at + from });
  return found;
}

/** A run in pieces, those in italics that lie in one of the stretches. */
function cut({ run, at }: Placed, stretches: readonly Stretch[]): WrittenRun[] {
  const end = at + run.text.length;
  const edges = stretches.flatMap(({ start, end: last }) => [start, last]);
  const cuts = [...new Set([at, ...edges.filter((edge) => edge > at && edge < end), end])];
  cuts.sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, index) => {
    const text = run.text.slice(from - at, (cuts[index + 1] ?? end) - at);
    const doubtful = stretches.some((one) => one.start <= from && from < one.end);
    return { ...run, text, ...(doubtful && { italic: true }) };
  });
}
