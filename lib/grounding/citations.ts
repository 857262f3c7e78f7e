import type { Citation, Passage } from "@/lib/graph/values";
import { splitClaims, type Claim } from "./claims";
import { supportFor, type Support } from "./support";

export interface CitedAnswer {
  /** The answer with `[n]` markers renumbered from 1 by first appearance. */
  text: string;
  citations: Citation[];
  /** Statements of `text` that no passage backs, as offsets into it. */
  unsupported: { start: number; end: number }[];
  /** How many statements there are that need a passage to back them. */
  statements: number;
}

/** What backs each statement, found once for a text that grows. Good for the same passages only. */
export type SupportCache = Map<string, Support[] | null>;

/** A cited passage keeps its place unless another backs the claim this much better. */
const LOYALTY = 0.25;

/** Which stretches to cite for a claim: those its markers name if they back it, else the one that does best. */
function chooseSupport(claim: Claim, supports: readonly Support[]): Support[] {
  const best = supports[0];
  if (!best) return [];
  const named = claim.markers.flatMap(
    (number) => supports.find((support) => support.passageIndex === number - 1) ?? [],
  );
  const kept = named.filter((support) => support.strength >= best.strength - LOYALTY);
  return kept.length > 0 ? kept : [best];
}

/** Numbers citations by first appearance; the same stretch of the same passage keeps its number. */
class CitationList {
  readonly citations: Citation[] = [];
  private readonly numbers = new Map<string, number>();
  constructor(private readonly passages: readonly Passage[]) {}

  numberOf(support: Support): number | null {
    const passage = this.passages[support.passageIndex];
    if (!passage) return null;
    const key = `${passage.correction?.id ?? passage.versionId} ${passage.start + support.start} ${passage.start + support.end}`;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.citations.length + 1;
    this.numbers.set(key, number);
    this.citations.push({
      number,
      passageId: passage.id,
      documentId: passage.documentId,
      versionId: passage.versionId,
      documentName: passage.documentName,
      ...(passage.attached ? { attached: true } : {}),
      ...(passage.correction ? { correction: passage.correction } : {}),
      page: passage.page,
      quote: passage.text.slice(support.start, support.end),
      start: passage.start + support.start,
      end: passage.start + support.end,
    });
    return number;
  }
}

/** Where in the claim its markers go: behind its closing punctuation, or inside the last cell of a row with bars. */
function markerPlace(claim: Claim): number {
  const bar = /^\|.*?(\s*\|)$/.exec(claim.text);
  return claim.end - (bar?.[1]?.length ?? 0);
}

/**
 * Ties every statement of an answer to an exact quote. A `[n]` marker (n counts passages from 1) stays when passage n
 * backs its statement, moves to a passage that does otherwise, and goes when none does; such statements are listed
 * as unsupported. Statements without a marker are tied as well. Quotes are slices of the stored text:
 * `passage.text.slice(start - passage.start, end - passage.start) === quote`.
 */
export function citeAnswer(input: {
  text: string;
  passages: readonly Passage[];
  known?: SupportCache;
}): CitedAnswer {
  const { clean, claims } = splitClaims(input.text);
  const list = new CitationList(input.passages);
  const unsupported: { start: number; end: number }[] = [];
  const known = input.known ?? new Map<string, Support[] | null>();
  let statements = 0;
  let text = "";
  let from = 0;
  for (const claim of claims) {
    const supports = known.has(claim.text)
      ? (known.get(claim.text) ?? null)
      : supportFor(claim.text, input.passages);
    known.set(claim.text, supports);
    if (supports !== null) statements += 1;
    const cited = chooseSupport(claim, supports ?? []);
    const numbers = [...new Set(cited.map((support) => list.numberOf(support)))].filter(
      (number) => number !== null,
    );
    const place = markerPlace(claim);
    const begin = text.length + claim.start - from;
    text += clean.slice(from, place);
    if (numbers.length > 0) text += ` ${numbers.map((number) => `[${number}]`).join("")}`;
    text += clean.slice(place, claim.end);
    from = claim.end;
    if (supports !== null && numbers.length === 0)
      unsupported.push({ start: begin, end: text.length });
  }
  return { text: text + clean.slice(from), citations: list.citations, unsupported, statements };
}
