import type { Token } from "./text/tokens";

/** A place where a near quote departs from its source, as ranges of tokens, ends exclusive. */
export interface Edit {
  said: { from: number; to: number };
  source: { from: number; to: number };
}

/** Share of the claim's tokens that follow one another in the source. */
const QUOTED = 0.7;
const MIN_TOKENS = 5;
/** Before the first and behind the last common token so much of the source can stand for what the claim has there. */
const EDGE = 5;

/** Pairs of equal tokens in order, as many as possible, the latest ones first in the source. */
function align(said: readonly Token[], source: readonly Token[]): [number, number][] {
  const width = source.length + 1;
  const best = new Uint16Array((said.length + 1) * width);
  for (let i = said.length - 1; i >= 0; i -= 1) {
    for (let j = source.length - 1; j >= 0; j -= 1) {
      best[i * width + j] =
        said[i]?.lower === source[j]?.lower
          ? (best[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(best[(i + 1) * width + j] ?? 0, best[i * width + j + 1] ?? 0);
    }
  }
  const pairs: [number, number][] = [];
  let [i, j] = [0, 0];
  while (i < said.length && j < source.length) {
    if (said[i]?.lower === source[j]?.lower) pairs.push([i++, j++]);
    else if ((best[(i + 1) * width + j] ?? 0) >= (best[i * width + j + 1] ?? 0)) i += 1;
    else j += 1;
  }
  return pairs;
}

/**
 * Where a claim that quotes a stretch all but word for word departs from it; null when it says it in its own words.
 * What the claim leaves out at either end of the stretch is no edit.
 */
export function editsOf(said: readonly Token[], source: readonly Token[]): Edit[] | null {
  if (said.length < MIN_TOKENS) return null;
  const there = new Set(source.map(({ lower }) => lower));
  if (said.filter(({ lower }) => there.has(lower)).length < QUOTED * said.length) return null;
  const pairs = align(said, source);
  if (pairs.length < QUOTED * said.length) return null;
  const edits: Edit[] = [];
  let [i, j] = [0, Math.max(0, (pairs[0]?.[1] ?? 0) - EDGE)];
  for (const [a, b] of [...pairs, null].map(
    (pair) => pair ?? [said.length, Math.min(source.length, (pairs.at(-1)?.[1] ?? 0) + 1 + EDGE)],
  )) {
    const [at, there] = [a ?? 0, b ?? 0];
    if (at > i || (there > j && i > 0 && at < said.length))
      edits.push({ said: { from: i, to: at }, source: { from: j, to: there } });
    [i, j] = [at + 1, there + 1];
  }
  return edits;
}
