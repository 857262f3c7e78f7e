import { splitSentences } from "./text/sentences";

/** One statement of an answer with the passage numbers its markers named. Offsets are into the marker-free text. */
export interface Claim {
  start: number;
  end: number;
  text: string;
  /** 1-based passage numbers, in order of appearance, without repeats. */
  markers: number[];
}

const MARKER = /[ \t]*\[(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\]|[ \t]*【(\d{1,3})】/g;
const NEVER_CLAIM = /[?？]$/;

interface PlacedMarker {
  at: number;
  number: number;
}

function stripMarkers(text: string): { clean: string; markers: PlacedMarker[] } {
  const markers: PlacedMarker[] = [];
  let clean = "";
  let from = 0;
  for (const match of text.matchAll(MARKER)) {
    clean += text.slice(from, match.index);
    from = match.index + match[0].length;
    const numbers = (match[1] ?? match[2] ?? "").split(/[,;]/);
    for (const number of numbers) markers.push({ at: clean.length, number: Number(number) });
  }
  return { clean: clean + text.slice(from), markers };
}

/**
 * Takes the `[n]` markers out of an answer and cuts it into statements, each with the markers that stood inside it or
 * right behind it. A question is no statement and is left out.
 */
export function splitClaims(text: string): { clean: string; claims: Claim[] } {
  const { clean, markers } = stripMarkers(text);
  const pieces = splitSentences(clean);
  const claims = pieces.map((piece): Claim => ({
    ...piece,
    text: clean.slice(piece.start, piece.end),
    markers: [],
  }));
  for (const marker of markers) {
    let owner = claims.findLastIndex((claim) => claim.start < marker.at);
    if (owner < 0) owner = 0;
    const claim = claims[owner];
    if (claim && !claim.markers.includes(marker.number)) claim.markers.push(marker.number);
  }
  return { clean, claims: claims.filter((claim) => !NEVER_CLAIM.test(claim.text)) };
}
