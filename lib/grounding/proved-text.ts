import type { Citation, Passage } from "@/lib/graph/values";
import { citeAnswer, type CitedAnswer, type SupportCache } from "./citations";
import { splitSentences } from "./text/sentences";

type Span = CitedAnswer["unsupported"][number];

/** The text without these stretches and the white space that only set them apart; layout elsewhere stays. */
export function withoutSpans(text: string, spans: readonly Span[]): string {
  const lastFirst = [...spans].sort((a, b) => b.start - a.start);
  return lastFirst.reduce(cutOut, text).trim();
}

function cutOut(text: string, { start, end }: Span): string {
  const before = text.slice(0, start);
  const after = text.slice(end).replace(/^[ \t]+/, "");
  const wholeLine = before === "" || before.endsWith("\n");
  if (wholeLine) return before + after.replace(/^\r?\n/, "");
  return /^(?:\r?\n|$)/.test(after) ? before.trimEnd() + after : before + after;
}

/** What was written, as far as it was checked with marks and citations; these only as far as they are new. */
export type CheckedText = Pick<CitedAnswer, "text" | "unsupported" | "citations">;

/** Markers right behind a sentence belong to it. */
const MARKERS = /^(?:\s*(?:\[[\d\s,;]+\]|【\d+】))+/;

/**
 * Shows an answer while it is written, as far as it is proved: a sentence appears when the next one has begun and a
 * passage backs it, and never otherwise. What has been shown is only ever added to.
 */
export class ProvedStream {
  private readonly known: SupportCache = new Map();
  private checked = 0;
  private shown = "";
  private cited = 0;

  constructor(private readonly passages: readonly Passage[]) {}

  /** What has become clear now that this is all that was written; empty text when nothing has. */
  pass(written: string): { text: string; citations: Citation[] } {
    const end = finishedBefore(written);
    if (end <= this.checked) return { text: "", citations: [] };
    this.checked = end;
    return this.show(this.cite(written.slice(0, end)));
  }

  /**
   * Where everything is shown: what was written, with the marks of the sentences that are finished and what of them
   * nothing backs; null while no further one is. What was checked before keeps its marks and their numbers.
   */
  check(written: string): CheckedText | null {
    const end = finishedBefore(written);
    if (end <= this.checked) return null;
    this.checked = end;
    const cited = this.cite(written.slice(0, end));
    const { text, unsupported } = cited;
    const citations = this.newCitations(cited);
    return { text: text + written.slice(end), unsupported, citations };
  }

  /** Citations that were not handed out yet. */
  newCitations({ citations }: CitedAnswer): Citation[] {
    const news = citations.slice(this.cited);
    this.cited = citations.length;
    return news;
  }

  /** Ties the whole answer to its quotes, as `citeAnswer` does. */
  cite(text: string): CitedAnswer {
    return citeAnswer({ text, passages: this.passages, known: this.known });
  }

  /** What of this is proved and was not shown yet. */
  show(cited: CitedAnswer): { text: string; citations: Citation[] } {
    const { text, unsupported } = cited;
    const proved = withoutSpans(text, unsupported);
    // The end of a text can change how its beginning reads; then all is shown when it is finished.
    if (!proved.startsWith(this.shown)) return { text: "", citations: [] };
    const news = proved.slice(this.shown.length);
    this.shown = proved;
    return { text: news, citations: this.newCitations(cited) };
  }
}

/** Where the last sentence that is surely finished ends, with its markers: 0 when there is none. */
function finishedBefore(written: string): number {
  const starts = splitSentences(written).map(({ start }) => start);
  for (const start of starts.reverse()) {
    const rest = written.slice(start);
    const markers = MARKERS.exec(rest)?.[0].length ?? 0;
    const next = rest.slice(markers).trimStart();
    // A bracket may become a marker of the sentence before, and a first letter doesn't tell a name from a word.
    if (next.length > 2 && !/^[[【]/.test(next)) return start + markers;
  }
  return 0;
}
