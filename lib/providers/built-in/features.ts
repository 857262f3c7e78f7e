import { stemmer } from "stemmer";
import { COMMON, STOP_WORDS, VERY_COMMON } from "@/lib/grounding/text/stop-words";

/** Length of the built-in embeddings. */
export const DIMENSION = 384;

/** Where one word adds to the vector, and how much; the signs make chance collisions cancel out on average. */
export interface Features {
  readonly buckets: Uint16Array;
  readonly values: Float64Array;
  /** Used while one text is embedded; 0 between texts. */
  count: number;
}

/** Of a word's weight, how much lies in its parts; tuned on public retrieval sets. */
const GRAM_SHARE = 0.8;
const SHORTEST_GRAM = 3;
const LONGEST_GRAM = 5;

/** A single character of a script without spaces says little next to a pair. */
const CHARACTER_WEIGHT = 0.3;

/**
 * A word's features: its stem, and its 3- to 5-grams with the word's boundaries marked, which bring inflections,
 * compounds and misspellings near each other. There are no counts over a collection here, so word lists stand in.
 */
export function wordFeatures(word: string): Features {
  const weight = weightOf(word);
  const stem = /^[a-z]+$/.test(word) ? stemmer(word) : word;
  const grams = weight > STOP_WEIGHT ? gramsOf(`<${word}>`) : [];
  const features = create(1 + grams.length);
  put(features, 0, { hashed: hash(stem, STEM_SEED), weight });
  const gramWeight = (weight * GRAM_SHARE) / Math.sqrt(Math.max(1, grams.length));
  grams.forEach((gram, index) => {
    put(features, index + 1, { hashed: hash(gram, GRAM_SEED), weight: gramWeight });
  });
  return features;
}

/** Features of a character or a pair of a script without spaces. */
export function pieceFeatures(piece: string): Features {
  const features = create(1);
  const weight = [...piece].length > 1 ? 1 : CHARACTER_WEIGHT;
  put(features, 0, { hashed: hash(piece, STEM_SEED), weight });
  return features;
}

const STEM_SEED = 0x811c9dc5;
const GRAM_SEED = 0x9747b28c;
const STOP_WEIGHT = 0.05;

function weightOf(word: string): number {
  if (STOP_WORDS.has(word)) return STOP_WEIGHT;
  if (VERY_COMMON.has(word)) return 0.35;
  return COMMON.has(word) ? 0.6 : 1;
}

function gramsOf(marked: string): string[] {
  const grams: string[] = [];
  for (let length = SHORTEST_GRAM; length <= LONGEST_GRAM; length += 1) {
    for (let at = 0; at + length <= marked.length; at += 1)
      grams.push(marked.slice(at, at + length));
  }
  return grams;
}

function create(size: number): Features {
  return { buckets: new Uint16Array(size), values: new Float64Array(size), count: 0 };
}

interface Term {
  readonly hashed: number;
  readonly weight: number;
}

function put(features: Features, index: number, { hashed, weight }: Term): void {
  features.buckets[index] = (hashed >>> 1) % DIMENSION;
  features.values[index] = hashed & 1 ? weight : -weight;
}

/** FNV-1a over UTF-16 code units with Murmur3's finalizer, because FNV's low bits alone are not even. */
function hash(text: string, seed: number): number {
  let state = seed;
  for (let at = 0; at < text.length; at += 1) {
    state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  }
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
